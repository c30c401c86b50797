import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';
import { HOUR_MS, sliceCandles } from '../../../../domain/market/candles.ts';
import { hourlyCandles } from '../examples.ts';

export function candlesSuite(stores: () => Stores): void {
  const load = (series: string, from = 0, to = Number.MAX_SAFE_INTEGER, symbol = 'BTC/USDT') =>
    stores().candles.load(series, symbol, HOUR_MS, from, to);

  it('loads what was saved, to the bit, opening from `from` up to and without `to`', async () => {
    const candles = hourlyCandles([27_000.1, 1 / 3, 5e-324 + 1e-9, 1e12]);
    expect(await stores().candles.save('exact', candles, 1)).toEqual({ revised: 0 });
    expect(await load('exact')).toEqual(candles);
    expect(await load('exact', HOUR_MS, 3 * HOUR_MS)).toEqual({ ...sliceCandles(candles, 1, 3) });
  });

  it('answers empty columns for a series nobody saved', async () => {
    expect(await load('nobody')).toEqual(hourlyCandles([]));
  });

  it('saves an empty answer without complaint', async () => {
    expect(await stores().candles.save('empty', hourlyCandles([]), 1)).toEqual({ revised: 0 });
  });

  it('counts bars whose numbers changed, overwrites them, and leaves the others', async () => {
    const first = hourlyCandles([1, 2, 3]);
    const second = hourlyCandles([1, 2.5, 3, 4]);
    await stores().candles.save('revised', first, 1);
    expect(await stores().candles.save('revised', first, 2)).toEqual({ revised: 0 });
    expect(await stores().candles.save('revised', second, 3)).toEqual({ revised: 1 });
    expect(await load('revised')).toEqual(second);
  });

  it('keeps series, symbols and bar lengths apart, and a gap a gap', async () => {
    const candles = hourlyCandles([1, 2, 3, 4]);
    const gapped = { ...candles, openTime: Float64Array.of(0, 1, 5, 6).map((bar) => bar * HOUR_MS) };
    await stores().candles.save('apart', gapped, 1);
    await stores().candles.save('apart', hourlyCandles([9], 'ETH/USDT'), 1);
    await stores().candles.save('apart-2', hourlyCandles([8]), 1);
    await stores().candles.save('apart', { ...hourlyCandles([7]), barMs: 300_000 }, 1);
    expect(await load('apart')).toEqual(gapped);
    expect(Array.from((await load('apart', 0, HOUR_MS, 'ETH/USDT')).open)).toEqual([9]);
  });

  it('takes twenty writers of the same bars at once', async () => {
    const candles = hourlyCandles(Array.from({ length: 50 }, (_, i) => i + 1));
    await Promise.all(Array.from({ length: 20 }, (_, seenAt) => stores().candles.save('at once', candles, seenAt)));
    expect(await load('at once')).toEqual(candles);
  });
}
