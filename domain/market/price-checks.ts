/** Checks of the numbers of rows in ascending order. */
import { AlmanacError, type ErrorCode } from '../errors.ts';
import { momentText } from './moments.ts';
import type { CandleRow } from './sources.ts';

/**
 * Largest believable factor between neighbouring closes, and between a bar's wick and its body. A misplaced decimal
 * point is a factor of ten; eight leaves room for a fifth of real movement in the same bar.
 */
const MAX_JUMP_FACTOR = 8;

const FIELDS = ['open time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** NaN or infinite: `data.not-finite`. */
export function checkFinite(rows: readonly CandleRow[], symbol: string): void {
  for (const row of rows) {
    for (let column = 1; column < 6; column++) {
      if (!Number.isFinite(row[column])) {
        throw refusal('data.not-finite', row, symbol, `${FIELDS[column]} ${row[column]} is not a number`);
      }
    }
  }
}

/** Zero or negative price, negative volume: `data.not-positive`. */
export function checkPositive(rows: readonly CandleRow[], symbol: string): void {
  for (const row of rows) {
    for (let column = 1; column < 5; column++) {
      if (row[column] <= 0) {
        throw refusal('data.not-positive', row, symbol, `${FIELDS[column]} ${row[column]} is not above zero`);
      }
    }
    if (row[5] < 0) throw refusal('data.not-positive', row, symbol, `volume ${row[5]} is below zero`);
  }
}

/** High below low, or open or close outside them: `data.inconsistent-bar`. */
export function checkConsistent(rows: readonly CandleRow[], symbol: string): void {
  for (const row of rows) {
    const [, open, high, low, close] = row;
    if (high < low) throw refusal('data.inconsistent-bar', row, symbol, `high ${high} is below low ${low}`);
    if (open > high || open < low) {
      throw refusal('data.inconsistent-bar', row, symbol, `open ${open} lies outside ${low} … ${high}`);
    }
    if (close > high || close < low) {
      throw refusal('data.inconsistent-bar', row, symbol, `close ${close} lies outside ${low} … ${high}`);
    }
  }
}

/** A factor of `MAX_JUMP_FACTOR` or more from close to close or from body to wick: `data.absurd`. */
export function checkBelievable(rows: readonly CandleRow[], symbol: string): void {
  let previous = rows.length > 0 ? rows[0][1] : 1;
  for (const row of rows) {
    const [, open, high, low, close] = row;
    const jump = Math.max(close / previous, previous / close);
    const wick = Math.max(high / Math.max(open, close), Math.min(open, close) / low);
    if (jump >= MAX_JUMP_FACTOR) {
      throw refusal(
        'data.absurd',
        row,
        symbol,
        `close ${close} follows ${previous}, a factor of ${jump.toPrecision(3)}`,
      );
    }
    if (wick >= MAX_JUMP_FACTOR) {
      throw refusal(
        'data.absurd',
        row,
        symbol,
        `the bar spans ${low} … ${high}, a factor of ${wick.toPrecision(3)} from its body`,
      );
    }
    previous = close;
  }
}

function refusal(code: ErrorCode, row: CandleRow, symbol: string, what: string): AlmanacError {
  return new AlmanacError(
    code,
    `Candle of ${symbol} opening at ${momentText(row[0])}: ${what}. Correct the data or use another source.`,
    { symbol, openTimeMs: row[0], open: row[1], high: row[2], low: row[3], close: row[4], volume: row[5] },
  );
}
