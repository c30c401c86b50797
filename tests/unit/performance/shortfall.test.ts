import { expect, it } from 'vitest';
import { shortfallOf, shortfallSummary } from '../../../domain/performance/shortfall.ts';

it('counts what was paid beyond the price seen, or not got, as a cost on either side', () => {
  expect(shortfallOf({ side: 'buy', quantity: 2, price: 101 }, 100)).toEqual({ quote: 2, bps: 100 });
  expect(shortfallOf({ side: 'sell', quantity: 2, price: 101 }, 100)).toEqual({ quote: -2, bps: -100 });
  const fills = [99, 100, 101, 104].map((price) => ({ side: 'buy', quantity: 1, price, reference: 100 }) as const);
  expect(shortfallSummary(fills)).toEqual({
    fills: 4,
    quote: 4,
    meanBps: 100,
    medianBps: 50,
    p95Bps: expect.closeTo(355, 9),
  });
});
