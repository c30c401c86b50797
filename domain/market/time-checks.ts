/** Checks of the open times of rows as a venue or a file gave them. */
import { AlmanacError } from '../errors.ts';
import type { EpochMs } from './candles.ts';
import { momentText } from './moments.ts';
import type { CandleRow } from './sources.ts';

/** Milliseconds below are 1973 or earlier, from here on the year 5138 or later: the number has another unit. */
const EARLIEST_MS = 1e11;
const LATEST_MS = 1e14;

/** A time that is no whole number is refused wherever the row stands: nobody can say whether it is before the cutoff. */
export function checkReadableTimes(rows: readonly CandleRow[], symbol: string): void {
  const at = rows.findIndex((row) => !Number.isInteger(row[0]) || row[0] < 0);
  if (at < 0) return;
  throw new AlmanacError(
    'data.malformed',
    `The open time of row ${at + 1} of ${symbol} cannot be read: ${rows[at][0]}. It must be whole milliseconds since 1970, UTC.`,
    { symbol, row: at + 1, openTime: String(rows[at][0]) },
  );
}

/** Times that are seconds among rows before the cutoff. */
export function checkTimeUnit(rows: readonly CandleRow[], symbol: string): void {
  const odd = rows.find((row) => row[0] < EARLIEST_MS || row[0] >= LATEST_MS);
  if (odd !== undefined) throw wrongTimeUnit(odd[0], symbol);
}

/**
 * Micro- and nanoseconds lie after any cutoff, so their rows are dropped before any check. Where that leaves nothing,
 * or leaves stale data, this gives the refusal its right name; null when the dropped time is a later one indeed.
 */
export function wrongUnitOfDropped(time: EpochMs, symbol: string): AlmanacError | null {
  return time >= LATEST_MS ? wrongTimeUnit(time, symbol) : null;
}

function wrongTimeUnit(time: number, symbol: string): AlmanacError {
  const unit = time < EARLIEST_MS ? 'seconds' : time < 1e17 ? 'microseconds' : 'nanoseconds';
  return new AlmanacError(
    'data.wrong-time-unit',
    `Open times of ${symbol} look like ${unit}: ${time}. They must be milliseconds since 1970, UTC; convert the data.`,
    { symbol, openTime: time, unit },
  );
}

/**
 * Rows without identical duplicates, with how many were dropped. Two rows of one time that differ are refused
 * (`data.conflicting-duplicates`), then rows out of order (`data.unsorted`). Ascending rows come back as they are.
 */
export function checkOrder(
  rows: readonly CandleRow[],
  symbol: string,
): { rows: readonly CandleRow[]; dropped: number } {
  if (ascends(rows)) return { rows, dropped: 0 };
  const unique = dropIdentical(rows, symbol);
  const at = unique.findIndex((row, i) => i > 0 && row[0] < unique[i - 1][0]);
  if (at > 0) throw unsorted(unique[at][0], unique[at - 1][0], symbol);
  return { rows: unique, dropped: rows.length - unique.length };
}

function ascends(rows: readonly CandleRow[]): boolean {
  for (let i = 1; i < rows.length; i++) if (rows[i][0] <= rows[i - 1][0]) return false;
  return true;
}

function dropIdentical(rows: readonly CandleRow[], symbol: string): CandleRow[] {
  const seen = new Map<EpochMs, CandleRow>();
  for (const row of rows) {
    const earlier = seen.get(row[0]);
    if (earlier === undefined) seen.set(row[0], row);
    else if (!sameBar(earlier, row)) throw conflict(earlier, row, symbol);
  }
  return [...seen.values()];
}

/** Equal prices; volumes equal but for the rounding of a sum. */
export function sameBar(a: CandleRow, b: CandleRow): boolean {
  for (let column = 0; column < 5; column++) if (!Object.is(a[column], b[column])) return false;
  return Object.is(a[5], b[5]) || Math.abs(a[5] - b[5]) <= 1e-9 * Math.max(Math.abs(a[5]), Math.abs(b[5]));
}

export function conflict(a: CandleRow, b: CandleRow, symbol: string): AlmanacError {
  return new AlmanacError(
    'data.conflicting-duplicates',
    `Two different candles of ${symbol} open at ${momentText(a[0])}: closes ${a[4]} and ${b[4]}, volumes ${a[5]} and ${b[5]}. Decide which is right and remove the other.`,
    { symbol, openTimeMs: a[0], firstClose: a[4], secondClose: b[4] },
  );
}

function unsorted(time: EpochMs, before: EpochMs, symbol: string): AlmanacError {
  return new AlmanacError(
    'data.unsorted',
    `Candles of ${symbol} are out of order: ${momentText(time)} follows ${momentText(before)}. Sort them by open time.`,
    { symbol, openTimeMs: time, previousOpenTimeMs: before },
  );
}
