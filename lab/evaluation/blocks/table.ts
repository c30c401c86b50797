import { AlmanacError } from '../../../domain/errors.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';

/** One line of a table; asking for what is not there throws `data.malformed`, with the line. */
export class TableRow {
  readonly #cells: ReadonlyMap<string, string>;
  readonly #where: string;

  constructor(cells: ReadonlyMap<string, string>, where: string) {
    this.#cells = cells;
    this.#where = where;
  }

  number(column: string): number {
    const text = this.#cells.get(column) ?? '';
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
    throw this.#malformed(column, text, 'a number');
  }

  /** 00:00 UTC of a day. */
  day(column: string): EpochMs {
    const text = this.#cells.get(column) ?? '';
    const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isFinite(at)) return at;
    throw this.#malformed(column, text, 'a day like 2019-01-01');
  }

  #malformed(column: string, text: string, what: string): AlmanacError {
    const found = this.#cells.has(column) ? `"${text}"` : 'no such column';
    return new AlmanacError('data.malformed', `${this.#where}: ${column} must be ${what}, found ${found}.`, { column });
  }
}

/** Rows of a CSV file whose first line names the columns; cells hold no commas. */
export function parseTable(text: string, path: string): TableRow[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const columns = head.split(',');
  return lines.map((line, i) => {
    const cells = line.split(',');
    return new TableRow(new Map(columns.map((column, c) => [column, cells[c] ?? ''])), `${path}, line ${i + 2}`);
  });
}
