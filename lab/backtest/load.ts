import { readCandleFiles } from '../../adapters/candle-file/read.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { sha256OfColumns } from '../../domain/ledger/hash.ts';
import { CANDLE_COLUMNS, type Candles, DAY_MS, type EpochMs } from '../../domain/market/candles.ts';
import { momentText } from '../../domain/market/moments.ts';
import { candlesOf } from '../../domain/market/rows.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import type { BacktestPlan } from './plan.ts';

export interface Loaded {
  readonly candles: Candles;
  readonly findings: readonly string[];
  /** SHA-256 over all columns. */
  readonly hash: string;
}

/** One to decide at, one to fill in. */
const FEWEST_BARS = 2;

/**
 * The bars that open in the plan's span, in the files' own length. A missing bar has no row: the bar before is the one before
 * it in the file. Throws what files throw, and `data.outside-range`.
 */
export async function loadCandles(
  files: readonly string[],
  { symbol, from, to }: Pick<BacktestPlan, 'symbol' | 'from' | 'to'>,
): Promise<Loaded> {
  const { rows, findings, barMs } = await readCandleFiles(files, { symbol, barMs: null, cutoff: to });
  const within = Number.isFinite(from) ? rows.filter(([openTime]) => openTime >= from) : rows;
  if (within.length < FEWEST_BARS) throw hardlyAny(rows, within.length, barMs, symbol);
  const candles = candlesOf(within, symbol, barMs);
  const columns = CANDLE_COLUMNS.map((name) => candles[name]);
  const hash = sha256OfColumns([symbol, barMs], columns);
  return { candles, findings: [...findings, ...shortOf(candles, from, to)], hash };
}

/** What the files lack of the span that was asked for. */
function shortOf({ openTime, barMs }: Candles, from: EpochMs, to: EpochMs): string[] {
  const begin = openTime[0];
  const end = openTime[openTime.length - 1] + barMs;
  const short: string[] = [];
  if (Number.isFinite(from) && begin - from >= DAY_MS) short.push(`the candles begin at ${momentText(begin)} only`);
  if (Number.isFinite(to) && to - end >= DAY_MS) short.push(`the candles end at ${momentText(end)} already`);
  return short;
}

function hardlyAny(rows: readonly CandleRow[], bars: number, barMs: number, symbol: string): AlmanacError {
  const begin = rows[0][0];
  const end = rows[rows.length - 1][0] + barMs;
  return new AlmanacError(
    'data.outside-range',
    `${bars} candles of ${symbol} open in the span that was asked for; before its end the files hold ${momentText(begin)} to ${momentText(end)}. Choose another span, or add a file.`,
    { symbol, bars, firstOpenTimeMs: begin, lastCloseMs: end },
  );
}
