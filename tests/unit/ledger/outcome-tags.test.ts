import { expect, it } from 'vitest';
import { outcomeTags } from '../../../domain/ledger/outcome-tags.ts';
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import { simulatedHistory } from '../../fixtures/simulated-history.ts';

const history = simulatedHistory({ bars: 24 * 40, seed: 'tags' });

function bars(count: number, volume: number): Candles {
  const column = (value: number) => new Float64Array(count).fill(value);
  const openTime = Float64Array.from({ length: count }, (_, i) => history.cutoff + i * HOUR_MS);
  const prices = { open: column(1), high: column(1), low: column(1), close: column(1) };
  return { symbol: 'BTC/USDT', barMs: HOUR_MS, openTime, ...prices, volume: column(volume) };
}

it('tags a move against the trend, and one on a volume out of the ordinary; nothing else', () => {
  const tags = (regime: 'trend-up' | 'trend-down' | 'range', logReturn: number, volume: number) =>
    outcomeTags({ regime, logReturn, history, after: bars(4, volume) });
  expect(tags('trend-up', -0.011, 100)).toEqual(['regime-mismatch']);
  expect(tags('trend-down', 0.011, 100)).toEqual(['regime-mismatch']);
  expect(tags('trend-up', 0.05, 100)).toEqual([]);
  expect(tags('trend-up', -0.009, 100)).toEqual([]);
  expect(tags('range', 0.009, 300)).toEqual(['unexpected-volume']);
  expect(tags('range', 0.007, 300)).toEqual([]);
});
