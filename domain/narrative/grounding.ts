/** Checks words against facts: a number that is not on the sheet must not be published, whoever wrote it. */
import type { FactSheet } from './fact-sheet.ts';

/** A sign that does not join ("1.2-3.4", "2023-06-01"), digits with separators and decimals, a unit that changes the meaning. */
const NUMBER =
  /(?:(?<![\p{L}\d%])(?<sign>[+-]))?(?<digits>\d(?:[\d,]*\d)?(?:\.\d+)?(?::\d\d)?)(?<unit>\s?%|\s?(?:k|m|bn|million|billion|thousand|e\d+)(?![\p{L}\d]))?/giu;

const NUMBER_WORDS =
  /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|quarter|twice|double|triple|dozen)\b/giu;

interface NumberToken {
  readonly raw: string;
  readonly sign: '+' | '-' | '';
  readonly digits: string;
  readonly unit: string;
}

/**
 * The numbers of a text that do not occur in the wordings of the facts, as they stand in the text; empty when all do.
 * A number matches when digits, decimals and unit are equal, separators aside; a sign in the text must be the fact's,
 * no sign ("down 1.2%") matches either. In a range the last unit counts for both ends ("60 to 70%"). Number words other
 * than "one", "first" and "second" are never grounded: facts are written in digits.
 */
export function ungroundedNumbers(text: string, sheet: FactSheet): string[] {
  const known = sheet.facts.flatMap((one) => tokensOf(normalised(one.text)));
  const plain = withoutNames(normalised(text), sheet);
  const words = [...plain.matchAll(NUMBER_WORDS)].map(([word]) => word);
  const numbers = tokensOf(plain).filter((token) => !known.some((other) => matches(token, other)));
  return [...numbers.map(({ raw }) => raw), ...words];
}

function matches(token: NumberToken, known: NumberToken): boolean {
  return token.digits === known.digits && token.unit === known.unit && (token.sign === '' || token.sign === known.sign);
}

/** Names that contain digits (`1INCH/USDT`, `clim365`) are not numbers; longest first, so that a part never hides a whole. */
function withoutNames(text: string, sheet: FactSheet): string {
  const names = sheet.facts
    .filter(({ value, text: wording }) => value === wording && /\p{L}/u.test(wording) && /\d/.test(wording))
    .map(({ text: wording }) => normalised(wording))
    .sort((a, b) => b.length - a.length);
  return names.reduce((rest, name) => rest.replaceAll(name, ' '), text);
}

/** Full-width and superscript digits become plain ones, every minus the same. */
function normalised(text: string): string {
  return text.normalize('NFKC').replaceAll(/[−–—‐‑]/g, '-');
}

function tokensOf(text: string): NumberToken[] {
  const found = [...text.matchAll(NUMBER)].map((match) => tokenOf(match, text));
  return found.map(({ token, rangeEnd }) => {
    const end = rangeEnd === null ? undefined : found.find(({ start }) => start === rangeEnd);
    return token.unit === '' && end ? { ...token, unit: end.token.unit } : token;
  });
}

function tokenOf(match: RegExpExecArray, text: string) {
  const {
    sign = '',
    digits,
    unit = '',
  } = match.groups as { sign?: NumberToken['sign']; digits: string; unit?: string };
  const after = match.index + match[0].length;
  const connector = /^\s?(?:-|to|and|or)\s?(?=[+-]?\d)/u.exec(text.slice(after));
  const token: NumberToken = {
    raw: match[0].trim(),
    sign,
    digits: digits.replaceAll(',', ''),
    unit: unit.trim().toLowerCase(),
  };
  return { token, start: match.index, rangeEnd: connector ? after + connector[0].length : null };
}
