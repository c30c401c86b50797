import { type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** Plausible bars, the last closing at `cutoff`. */
export function barsUntil(cutoff: EpochMs, count: number, barMs: number = HOUR_MS): CandleRow[] {
  const rng = Rng.seeded(`bars:${count}`);
  let price = 20_000;
  return Array.from({ length: count }, (_, i) => {
    const open = price;
    const close = open * Math.exp(0.004 * rng.normal());
    price = close;
    const high = Math.max(open, close) * (1 + 0.002 * rng.uniform());
    const low = Math.min(open, close) * (1 - 0.002 * rng.uniform());
    return [cutoff - (count - i) * barMs, open, high, low, close, 10 * rng.uniform()] as const;
  });
}

/** The rows with the one at an index (from the end, if negative) changed column by column. */
export function withRow(
  rows: readonly CandleRow[],
  index: number,
  change: (row: CandleRow) => readonly number[],
): CandleRow[] {
  const at = index < 0 ? rows.length + index : index;
  return rows.map((row, i) => (i === at ? (change(row) as unknown as CandleRow) : row));
}

/** The code of the AlmanacError that a call throws; the value it returns when it does not. */
export function codeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
}
