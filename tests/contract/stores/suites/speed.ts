import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';
import { HOUR_MS } from '../../../../domain/market/candles.ts';
import { MAX_HISTORY_BARS } from '../../../../domain/market/history.ts';
import { Rng } from '../../../../domain/numeric/random.ts';
import { hourlyCandles } from '../examples.ts';

/** The best of three, against budgets several times above what two idle cores need: only a change of method breaks them. */
export function speedSuite(stores: () => Stores): void {
  it('saves a whole history of candles in under 1.5 s (measured 0.3) and loads it in under 0.5 s (0.06)', async () => {
    const candles = hourlyCandles(Array.from({ length: MAX_HISTORY_BARS }, (_, i) => 20_000 + i / 7));
    const save = (i: number) => stores().candles.save(`long-${i}`, candles, 1);
    const load = (i: number) => stores().candles.load(`long-${i}`, 'BTC/USDT', HOUR_MS, 0, 1e15);
    expect(await bestMs(save)).toBeLessThan(1_500);
    expect(await bestMs(load)).toBeLessThan(500);
  });

  it('stores a whole history of embeddings in under 0.8 s (0.22) and searches it exactly in under 0.1 s (0.008)', async () => {
    const rng = Rng.seeded('embeddings');
    const embedding = () => Float64Array.from({ length: 32 }, () => rng.uniform());
    const rows = Array.from({ length: MAX_HISTORY_BARS }, (_, i) => ({ closeTime: i, embedding: embedding() }));
    const query = { spaceId: 'long', segments: ['s0'], embedding: embedding(), until: 1e15, limit: 200 };
    expect(await bestMs((i) => stores().embeddings.insert('long', `s${i}`, rows))).toBeLessThan(800);
    expect(await bestMs(() => stores().embeddings.nearest(query))).toBeLessThan(100);
  });
}

async function bestMs(work: (attempt: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const startedAt = performance.now();
    await work(attempt);
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}
