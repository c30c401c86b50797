/** The candle file format of DESIGN §9: CSV with a header; more columns are allowed and ignored. */
import { AlmanacError } from '../errors.ts';
import type { EpochMs } from './candles.ts';
import { readDecimal } from './decimal-field.ts';
import type { CandleRow } from './sources.ts';
import { compactSymbol } from './symbols.ts';

export const CANDLE_FILE_COLUMNS = ['timestamp_ms', 'open', 'high', 'low', 'close', 'volume'] as const;

const COMMA = 44;
const CARRIAGE_RETURN = 13;

export interface CandleFileContext {
  /** How messages call the file. */
  readonly path: string;
  readonly symbol: string;
  /** Rows opening at or after it are dropped unread; Infinity keeps all. */
  readonly cutoff: EpochMs;
}

export interface ParsedFile {
  /** In file order, opening before the cutoff. */
  readonly rows: readonly CandleRow[];
  /** Open time of one of the rows that were dropped, the latest; null when none was. */
  readonly laterTime: EpochMs | null;
}

/**
 * Rows of a CSV text in file order, unchecked but for their form: an empty or NaN field becomes NaN.
 * Throws `data.empty`, `data.malformed` (header, time, field; with path and line) and `data.wrong-symbol`.
 *
 * @example parseCandleFile('timestamp_ms,open,high,low,close,volume\n0,1,2,1,2,5\n', { path: 'a.csv', symbol, cutoff })
 */
export function parseCandleFile(text: string, context: CandleFileContext): ParsedFile {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.trim() === '') throw emptyFile(context);
  const headerEnd = lineEnd(text, start);
  const layout = readHeader(text.slice(start, headerEnd), context);
  const ends = new Int32Array(1 + Math.max(layout.symbol, ...layout.columns) + 1);
  const rows: CandleRow[] = [];
  let laterTime: EpochMs | null = null;
  for (let at = headerEnd + 1, number = 2; at < text.length; number++) {
    const end = lineEnd(text, at);
    if (!isBlank(text, at, end)) {
      const line = { text, at, number, ends, fields: splitFields(text, at, end, ends) };
      const openTime = readTime(line, layout.columns[0], context);
      if (openTime < context.cutoff) rows.push(readRow(openTime, line, layout, context));
      else laterTime = Math.max(openTime, laterTime ?? 0);
    }
    at = end + 1;
  }
  return { rows, laterTime };
}

interface Layout {
  /** Position in the line of each of CANDLE_FILE_COLUMNS. */
  readonly columns: readonly number[];
  readonly symbol: number;
}

function readHeader(header: string, context: CandleFileContext): Layout {
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const columns = CANDLE_FILE_COLUMNS.map((name) => names.indexOf(name));
  const missing = CANDLE_FILE_COLUMNS.filter((_, i) => columns[i] < 0);
  if (missing.length > 0) {
    throw malformed(
      context,
      1,
      `the header lacks ${missing.join(', ')}; it must be ${CANDLE_FILE_COLUMNS.join(',')}`,
      header,
    );
  }
  return { columns, symbol: names.indexOf('symbol') };
}

/** Ends of the fields of text[at, end) into `ends`; how many there are, at most as many as `ends` holds. */
function splitFields(text: string, at: number, end: number, ends: Int32Array): number {
  let count = 0;
  for (let i = at; i < end && count < ends.length - 1; i++) {
    if (text.charCodeAt(i) === COMMA) ends[count++] = i;
  }
  ends[count++] = text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
  return count;
}

/** One line under the parser: where it stands and where its fields end. */
interface Line {
  readonly text: string;
  readonly at: number;
  readonly number: number;
  readonly ends: Int32Array;
  readonly fields: number;
}

function readRow(openTime: EpochMs, line: Line, { columns, symbol }: Layout, context: CandleFileContext): CandleRow {
  if (symbol >= 0) checkSymbol(fieldText(line, symbol), line.number, context);
  return [
    openTime,
    readNumber(line, columns[1], context),
    readNumber(line, columns[2], context),
    readNumber(line, columns[3], context),
    readNumber(line, columns[4], context),
    readNumber(line, columns[5], context),
  ];
}

function readTime(line: Line, column: number, context: CandleFileContext): EpochMs {
  const time = column < line.fields ? readDecimal(line.text, fieldStart(line, column), line.ends[column]) : undefined;
  if (time !== undefined && Number.isInteger(time) && time >= 0) return time;
  const what = 'the time cannot be read; it must be whole milliseconds since 1970, UTC';
  throw malformed(context, line.number, what, fieldText(line, column));
}

function readNumber(line: Line, column: number, context: CandleFileContext): number {
  if (column >= line.fields) throw malformed(context, line.number, 'the line ends too early', lineText(line));
  const value = readDecimal(line.text, fieldStart(line, column), line.ends[column]);
  if (value === undefined) throw malformed(context, line.number, 'a field is not a number', fieldText(line, column));
  return value;
}

function fieldStart(line: Line, column: number): number {
  return column === 0 ? line.at : line.ends[column - 1] + 1;
}

function fieldText(line: Line, column: number): string {
  return column < line.fields ? line.text.slice(fieldStart(line, column), line.ends[column]) : '';
}

function lineText(line: Line): string {
  return line.text.slice(line.at, line.ends[line.fields - 1]);
}

function checkSymbol(field: string, line: number, context: CandleFileContext): void {
  if (compactSymbol(field) === compactSymbol(context.symbol)) return;
  throw new AlmanacError(
    'data.wrong-symbol',
    `${context.path}, line ${line}: the symbol is "${printable(field)}", not ${context.symbol}. Use a file of ${context.symbol}.`,
    { path: context.path, line, found: printable(field), symbol: context.symbol },
  );
}

function isBlank(text: string, at: number, end: number): boolean {
  return end - at < 8 && text.slice(at, end).trim() === '';
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function malformed(context: CandleFileContext, line: number, what: string, found: string): AlmanacError {
  return new AlmanacError(
    'data.malformed',
    `${context.path}, line ${line}: ${what}; found "${printable(found)}". Correct the line or get the file again.`,
    { path: context.path, line, found: printable(found) },
  );
}

function emptyFile({ path, symbol }: CandleFileContext): AlmanacError {
  return new AlmanacError('data.empty', `${path} is empty. Get the candles of ${symbol} again.`, { path, symbol });
}

function printable(text: string): string {
  return text.slice(0, 60).replaceAll(/[^\x20-\x7e]/g, '?');
}
