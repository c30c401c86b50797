/** Text for a fixed-width screen: wrapped paragraphs, lists, aligned tables. Widths are counted in characters. */
import type { TableBlock } from '../blocks.ts';
import type { Paint } from './paint.ts';

const GAP = '  ';

/** Words broken over lines of at most `width`; a word that is longer stands alone. `hanging` indents all but the first. */
export function wrapped(text: string, width: number, hanging = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > width) {
      lines.push(line);
      line = `${hanging}${word}`;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

export function bullets(items: readonly string[], width: number): string[] {
  return items.flatMap((item) => wrapped(`- ${item}`, width, '  '));
}

/** Name and value pairs; the values start in one column and wrap within it. */
export function pairs(rows: readonly (readonly [string, string])[], width: number): string[] {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) => {
    const [first = '', ...rest] = wrapped(value, width - nameWidth - GAP.length);
    return [`${name.padEnd(nameWidth)}${GAP}${first}`, ...rest.map((line) => `${' '.repeat(nameWidth)}${GAP}${line}`)];
  });
}

/**
 * Columns as wide as their widest cell. Where the screen is narrower, a last column of words wraps and figures go on
 * below, with the first column repeated.
 */
export function alignedTable(table: TableBlock, width: number, paint: Paint): string[] {
  const natural = table.header.map((cell, i) => Math.max(cell.length, ...table.rows.map((row) => row[i].length)));
  const last = natural.length - 1;
  if (table.align[last] === 'left') {
    const before = tableWidth(natural.slice(0, last)) + GAP.length;
    return tableLines(table, [...natural.slice(0, last), Math.min(natural[last], Math.max(12, width - before))], paint);
  }
  const fitting = natural.findLastIndex((_, i) => i <= 1 || tableWidth(natural.slice(0, i + 1)) <= width) + 1;
  const here = columns(table, 0, fitting);
  const lines = tableLines(here, natural.slice(0, fitting), paint);
  return fitting === natural.length
    ? lines
    : [...lines, '', ...alignedTable(columns(table, fitting, natural.length), width, paint)];
}

function tableWidth(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length);
}

/** Columns [from, to) and the first one. */
function columns({ kind, header, align, rows }: TableBlock, from: number, to: number): TableBlock {
  const picked = <T>(row: readonly T[]) => (from === 0 ? row.slice(0, to) : [row[0], ...row.slice(from, to)]);
  return { kind, header: picked(header), align: picked(align), rows: rows.map(picked) };
}

function tableLines({ header, align, rows }: TableBlock, widths: readonly number[], paint: Paint): string[] {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (align[i] === 'right' ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join(GAP)
      .trimEnd();
  return [paint.faint(line(header)), ...rows.flatMap((row) => rowLines(row, widths).map(line))];
}

/** One row, or several where its last cell had to wrap. */
function rowLines(row: readonly string[], widths: readonly number[]): string[][] {
  const last = row.length - 1;
  if (row[last].length <= widths[last]) return [[...row]];
  const [first, ...rest] = wrapped(row[last], widths[last]);
  return [[...row.slice(0, last), first], ...rest.map((line) => [...row.slice(0, last).map(() => ''), line])];
}
