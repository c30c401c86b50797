/** Cuts lines where limits of length demand it (INCIDENTS S4): every span keeps its style on both sides of a cut. */
import { plainText, type RichLine, type Span } from './rich.ts';

/**
 * Groups of lines of at most `limit` UTF-16 units each (at least 2), none of them blank; together they say everything but
 * white space at the cuts. Cut between lines, a line that is too long after a word, a word that is too long between
 * characters, never inside a surrogate pair.
 *
 * @example cutLines([[bold('one two')]], 4).map(plainText) // ['one', 'two']
 */
export function cutLines(lines: readonly RichLine[], limit: number): RichLine[][] {
  const groups: RichLine[][] = [];
  let group: RichLine[] = [];
  for (const line of lines.flatMap((whole) => cutLine(whole, limit))) {
    if (plainText([...group, line]).length > limit) {
      groups.push(group);
      group = [];
    }
    group.push(line);
  }
  return [...groups, group].map(withoutBlankEnds).filter((kept) => kept.length > 0);
}

function cutLine(line: RichLine, limit: number): RichLine[] {
  const pieces: RichLine[] = [];
  let rest = line;
  for (let words = plainText([rest]); words.length > limit; words = plainText([rest])) {
    const end = cutAt(words, limit);
    pieces.push(sliced(rest, 0, end));
    rest = sliced(rest, end, words.length);
  }
  return [...pieces, rest];
}

/** How many of the units go into a piece. */
function cutAt(words: string, limit: number): number {
  const space = words.slice(0, limit).lastIndexOf(' ') + 1;
  if (space > limit / 2) return space;
  const last = words.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
}

function sliced(line: RichLine, start: number, end: number): RichLine {
  const kept: Span[] = [];
  let at = 0;
  for (const span of line) {
    const text = span.text.slice(Math.max(start - at, 0), Math.max(end - at, 0));
    if (text !== '') kept.push({ ...span, text });
    at += span.text.length;
  }
  return kept;
}

function withoutBlankEnds(lines: readonly RichLine[]): RichLine[] {
  const isBlank = (line: RichLine | undefined) => line !== undefined && plainText([line]).trim() === '';
  const kept = [...lines];
  while (isBlank(kept[0])) kept.shift();
  while (isBlank(kept.at(-1))) kept.pop();
  return kept;
}
