import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingSpans, overlaid } from '../../../adapters/exchange/refresh.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { barsUntil } from './bars.ts';

const cutoff = Date.parse('2023-06-01T12:00Z');
const bars = barsUntil(cutoff, 300);
const from = cutoff - 300 * HOUR_MS;

describe('what is fetched beside stored bars', () => {
  it('gives, over any stored part, the whole series again, the last 48 stored bars freshly', () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(part, (ends) => {
        const [first, last] = [Math.min(...ends), Math.max(...ends)];
        const stored = candlesOf(bars.slice(first, last), 'BTC/USDT', HOUR_MS);
        const spans = missingSpans(stored, from, cutoff);
        const fetched = spans.flatMap((span) => bars.filter(([time]) => time >= span.from && time < span.to));
        expect(overlaid(stored, fetched, from, cutoff)).toEqual(bars);
        const times = new Set(fetched.map(([time]) => time));
        for (const [time] of bars.slice(Math.max(first, last - 48), last)) expect(times.has(time)).toBe(true);
        expect(fetched.length).toBe(times.size);
      }),
    );
  });

  it('is nothing but the overlap when all is stored', () => {
    const stored = candlesOf(bars, 'BTC/USDT', HOUR_MS);
    expect(missingSpans(stored, from, cutoff)).toEqual([{ from: cutoff - 48 * HOUR_MS, to: cutoff }]);
  });

  it('keeps duplicates of the venue, for the checks to judge', () => {
    const stored = candlesOf([], 'BTC/USDT', HOUR_MS);
    expect(overlaid(stored, [bars[0], bars[0]], from, cutoff)).toHaveLength(2);
  });
});
