import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { embedBar, embeddedRows, embedRange } from '../../../domain/similarity/embedding.ts';
import { nearestWindows, pickApart, searchExact } from '../../../domain/similarity/search.ts';
import { simulatedMarket, without } from '../regime/simulated-market.ts';

const BARS = 1_500;
const market = without(
  simulatedMarket(BARS, 'search', (i) => ({ sigma: 0.003 + 0.004 * Math.abs(Math.sin(i / 90)) })),
  new Set([700]),
);
const history = historyAt(market, market.openTime[market.openTime.length - 1] + HOUR_MS);
const embedded = embedRange(history, 0, history.length);
const query = embedBar(history, history.length - 1) as Float64Array;
const until = history.cutoff - 24 * HOUR_MS;

/** Written apart from the code under test: every pair, plain sums, a full sort. */
function bruteForce(latest: number) {
  return embeddedRows(embedded)
    .filter(({ closeTime }) => closeTime <= latest)
    .map(({ closeTime, embedding }) => ({ closeTime, distance: Math.hypot(...embedding.map((x, i) => x - query[i])) }))
    .sort((a, b) => a.distance - b.distance || a.closeTime - b.closeTime);
}

describe('exact search', () => {
  it.each([1, 7, 100, 5_000])('recalls all of the %i nearest that brute force finds, in its order', (limit) => {
    const found = searchExact(query, embedded, { until, limit }).map(({ closeTime }) => closeTime);
    const wanted = bruteForce(until).slice(0, limit);
    expect(found).toEqual(wanted.map(({ closeTime }) => closeTime));
  });

  it('answers nothing for a moment before the first bar, or a limit of none', () => {
    expect(searchExact(query, embedded, { until: history.firstOpenTime, limit: 5 })).toEqual([]);
    expect(searchExact(query, embedded, { until, limit: 0 })).toEqual([]);
  });

  it('finds windows apart as a greedy walk down the sorted list does', () => {
    const chosen: { closeTime: number; distance: number }[] = [];
    for (const next of bruteForce(until)) {
      if (chosen.every(({ closeTime }) => Math.abs(closeTime - next.closeTime) >= 36 * HOUR_MS)) chosen.push(next);
    }
    const { bars, distances } = nearestWindows(query, embedded, { until, k: 12, apartBars: 36 });
    const closes = Array.from(bars, (bar) => history.firstOpenTime + (bar + 1) * HOUR_MS);
    expect(closes).toEqual(chosen.slice(0, 12).map(({ closeTime }) => closeTime));
    distances.forEach((distance, i) => expect(distance).toBeCloseTo(chosen[i].distance, 9));
  });
});

describe('picking windows apart', () => {
  it('never picks two closer than asked, never one without distance, and takes the earlier of equals', () => {
    const distance = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(distance, { maxLength: 400 }), fc.integer({ min: 1, max: 9 }), (distances, apart) => {
        const times = distances.map((_, i) => i);
        const picked = pickApart(Float64Array.from(distances), times, apart, 8);
        const free = distances.map((d, i) => ({ d, i })).filter(({ d }) => !Number.isNaN(d));
        const greedy: number[] = [];
        for (const { i } of free.sort((a, b) => a.d - b.d || a.i - b.i)) {
          if (greedy.length < 8 && greedy.every((j) => Math.abs(i - j) >= apart)) greedy.push(i);
        }
        expect(picked).toEqual(greedy.map((row) => ({ row, distance: distances[row] })));
      }),
    );
  });
});
