import { readCandleFiles } from '../../adapters/candle-file/read.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { sha256OfColumns } from '../../domain/ledger/hash.ts';
import { CANDLE_COLUMNS, type Candles, DAY_MS, type EpochMs } from '../../domain/market/candles.ts';
import { momentText } from '../../domain/market/moments.ts';
import { candlesOf } from '../../domain/market/rows.ts';
import type { BacktestPlan } from './plan.ts';

export interface Loaded {
  readonly candles: Candles;
  readonly findings: readonly string[];
  /** SHA-256 over all columns. */
  readonly hash: string;
}

/** A missing bar has no row: what a strategy calls the bar before is the one before it in the file. */
const FEWEST_BARS = 2;

/** The bars that open in the plan's span, in the files' own length. Throws what files throw, and `data.outside-range`. */
export async function loadCandles(
  files: readonly string[],
  { symbol, from, to }: Pick<BacktestPlan, 'symbol' | 'from' | 'to'>,
): Promise<Loaded> {
  const { rows, findings, barMs } = await readCandleFiles(files, { symbol, barMs: null, cutoff: to });
  const within = Number.isFinite(from) ? rows.filter(([openTime]) => openTime >= from) : rows;
  if (within.length < FEWEST_BARS) {
    const reach = `${momentText(rows[0][0])} to ${momentText(rows[rows.length - 1][0] + barMs)}`;
    throw new AlmanacError(
      'data.outside-range',
      `Hardly any candle of ${symbol} opens between ${momentText(from)} and ${momentText(to)}: the files hold ${reach} before that end. Choose another span, or add a file.`,
      { symbol, fromMs: from, toMs: to, bars: within.length },
    );
  }
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
