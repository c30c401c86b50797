/** Fresh or silent (P1): what rows of any source must pass before a forecast may be made from them. */
import { AlmanacError } from '../errors.ts';
import { checkGrid } from './bar-length.ts';
import type { Candles, EpochMs } from './candles.ts';
import { checkEnough, checkFresh, checkGaps, checkMoving } from './continuity-checks.ts';
import { MIN_HISTORY_BARS } from './history.ts';
import { momentText } from './moments.ts';
import { checkBelievable, checkConsistent, checkFinite, checkPositive } from './price-checks.ts';
import { candlesOf } from './rows.ts';
import type { CandleRow } from './sources.ts';
import { checkOrder, checkReadableTimes, checkTimeUnit, wrongUnitOfDropped } from './time-checks.ts';

/** What a release asks of its prices: bars of `barMs` opening in [from, cutoff). */
export interface CandleRequest {
  readonly symbol: string;
  readonly barMs: number;
  readonly cutoff: EpochMs;
  readonly from: EpochMs;
  /** Fewest bars; 90 days of hourly bars where nothing else is said. */
  readonly minBars?: number;
}

export interface CheckedRows {
  readonly rows: readonly CandleRow[];
  readonly findings: readonly string[];
}

/**
 * The rows that open before the cutoff, each possible by itself and beside its neighbour, ascending and unique.
 * Rows from the cutoff on are dropped before any check. Findings name identical duplicates that were dropped.
 * Throws `data.malformed`, `data.empty`, `data.wrong-time-unit`, `data.conflicting-duplicates`, `data.unsorted`,
 * `data.not-finite`, `data.not-positive`, `data.inconsistent-bar`, `data.absurd`.
 */
export function checkRows(given: readonly CandleRow[], cutoff: EpochMs, symbol: string): CheckedRows {
  checkReadableTimes(given, symbol);
  const before = given.filter((row) => row[0] < cutoff);
  if (before.length === 0) throw wrongUnit(given, symbol) ?? empty(given, cutoff, symbol);
  checkTimeUnit(before, symbol);
  const { rows, dropped } = checkOrder(before, symbol);
  checkFinite(rows, symbol);
  checkPositive(rows, symbol);
  checkConsistent(rows, symbol);
  checkBelievable(rows, symbol);
  return { rows, findings: dropped > 0 ? [`identical duplicates dropped: ${dropped}`] : [] };
}

/**
 * Candles a release may use, with what was found and survived; or an AlmanacError that says what is wrong, with which
 * value, and what to do. Beyond `checkRows` it throws `data.wrong-bar-length`, `data.stale`, `data.gap`,
 * `data.constant` and `data.too-little-history`.
 *
 * @example checkCandles(rows, { symbol: 'BTC/USDT', barMs: HOUR_MS, cutoff, from: cutoff - MAX_HISTORY_BARS * HOUR_MS })
 */
export function checkCandles(
  given: readonly CandleRow[],
  request: CandleRequest,
): { readonly candles: Candles; readonly findings: readonly string[] } {
  const { symbol, barMs, cutoff, from } = request;
  const { rows, findings } = checkRows(given, cutoff, symbol);
  checkGrid(rows, barMs, symbol);
  try {
    checkFresh(rows, request);
  } catch (stale) {
    throw wrongUnit(given, symbol) ?? stale;
  }
  const window = rows.filter((row) => row[0] >= from);
  const gaps = checkGaps(window, request);
  const standstills = checkMoving(window, request);
  checkEnough(window, request.minBars ?? MIN_HISTORY_BARS, request);
  return { candles: candlesOf(window, symbol, barMs), findings: [...findings, ...gaps, ...standstills] };
}

function wrongUnit(given: readonly CandleRow[], symbol: string): AlmanacError | null {
  return wrongUnitOfDropped(
    given.reduce((latest, row) => Math.max(latest, row[0]), 0),
    symbol,
  );
}

function empty(given: readonly CandleRow[], cutoff: EpochMs, symbol: string): AlmanacError {
  const what = given.length === 0 ? 'there are none at all' : `all ${given.length} open at it or later`;
  return new AlmanacError(
    'data.empty',
    `No candle of ${symbol} opens before the cutoff ${momentText(cutoff)}: ${what}. Use data that reaches further back, or a later moment.`,
    { symbol, cutoffMs: cutoff, rows: given.length },
  );
}
