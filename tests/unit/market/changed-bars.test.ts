import { expect, it } from 'vitest';
import { CANDLE_COLUMNS, type Candles, HOUR_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { changedBars } from '../../../domain/market/changed-bars.ts';

const BARS = 6;
const column = (of: (bar: number) => number) => Float64Array.from({ length: BARS }, (_, bar) => of(bar));
const candles: Candles = {
  ...{ symbol: 'BTC/USDT', barMs: HOUR_MS, openTime: column((bar) => bar * HOUR_MS), open: column((bar) => 100 + bar) },
  ...{ high: column((bar) => 102 + bar), low: column((bar) => 99 + bar), close: column((bar) => 101 + bar) },
  volume: column(() => 7),
};
const hours = ({ openTime }: Candles) => Array.from(openTime, (time) => time / HOUR_MS);

it('bars that are known as they are have not changed; those before, between and after them have', () => {
  expect(hours(changedBars(candles, candles))).toEqual([]);
  expect(changedBars(candles, sliceCandles(candles, 0, 0))).toEqual(candles);
  expect(hours(changedBars(candles, sliceCandles(candles, 2, 4)))).toEqual([0, 1, 4, 5]);
  expect(hours(changedBars(sliceCandles(candles, 3, 6), sliceCandles(candles, 0, 5)))).toEqual([5]);
});

it('a bar has changed with any of its figures, and comes with all of them', () => {
  for (const name of CANDLE_COLUMNS.slice(1)) {
    const revised = { ...candles, [name]: candles[name].map((value, bar) => (bar === 3 ? value + 0.5 : value)) };
    expect(changedBars(revised, candles)).toEqual(sliceCandles(revised, 3, 4));
  }
});
