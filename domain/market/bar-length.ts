import { AlmanacError } from '../errors.ts';
import { momentText } from './moments.ts';
import type { CandleRow } from './sources.ts';

/**
 * Length of the bars in milliseconds: the most frequent distance between neighbours, so that gaps and a stray row do
 * not mislead it. `rows` ascend strictly in time. Null with fewer than two rows.
 */
export function inferBarMs(rows: readonly CandleRow[]): number | null {
  const counts = new Map<number, number>();
  for (let i = 1; i < rows.length; i++) {
    const distance = rows[i][0] - rows[i - 1][0];
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  let best: number | null = null;
  let bestCount = 0;
  for (const [distance, count] of counts) {
    if (count > bestCount || (count === bestCount && best !== null && distance < best)) {
      best = distance;
      bestCount = count;
    }
  }
  return best;
}

/** Refuses a bar that does not open on a multiple of its length since 1970, UTC: `data.wrong-bar-length`. */
export function checkGrid(rows: readonly CandleRow[], barMs: number, symbol: string): void {
  const stray = rows.find((row) => row[0] % barMs !== 0);
  if (stray === undefined) return;
  throw new AlmanacError(
    'data.wrong-bar-length',
    `A candle of ${symbol} opens at ${momentText(stray[0])}, which is not a multiple of ${barMs} ms. Remove the row, or use data of regular bars.`,
    { symbol, openTimeMs: stray[0], barMs },
  );
}
