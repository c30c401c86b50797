import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import type { History } from '../../../domain/market/history.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { pastWidth } from '../../../domain/scenarios/past-width.ts';
import { samplePaths } from '../../../domain/scenarios/paths.ts';
import { sigmaOf } from '../../../domain/scenarios/sigma.ts';
import { simulateMoves } from '../../../domain/scenarios/simulate.ts';
import { fitWidthModel } from '../../../domain/scenarios/width-model.ts';
import { forecastOf, marketOf } from './market.ts';

const SIGMA = 0.004;

/** Every close lies about the same price: each hour takes back what the hour before it did. */
function turningBack(): History {
  const market = marketOf('turning back');
  const rng = Rng.seeded('closes');
  const close = market.close.map(() => 100 * Math.exp(SIGMA * rng.normal()));
  const open = close.map((price, bar) => (bar === 0 ? price : close[bar - 1]));
  const ends = (pick: typeof Math.max, by: number) => close.map((price, bar) => pick(price, open[bar]) * by);
  return { ...market, open, close, high: ends(Math.max, 1.001), low: ends(Math.min, 0.999) };
}

/** Closes on its high at one hour of the day, and never at another. */
function closesOnItsHighAt(hour: number): History {
  const market = marketOf('on its high');
  const at = (bar: number) => Math.floor((market.firstOpenTime + bar * market.barMs) / HOUR_MS) % 24;
  const high = market.high.map((price, bar) =>
    at(bar) === hour ? Math.max(market.close[bar], market.open[bar]) : price,
  );
  const close = market.close.map((price, bar) => (at(bar) === hour ? high[bar] : price));
  return { ...market, high, close };
}

describe('where closes turn back within hours', () => {
  const market = turningBack();
  const sigma = Math.SQRT2 * SIGMA;
  const published = [4, 12, 24].map((horizonHours) => forecastOf({ horizonHours, sigma }));

  it('moves of four hours have come out no wider than those of one', () => {
    const model = fitWidthModel(market);
    expect((pastWidth(market, model, 4) ?? 0) / (pastWidth(market, model, 1) ?? 1)).toBeCloseTo(1, 0);
    expect((pastWidth(market, model, 4) ?? 0) / 2.563 / sigmaOf(published[0].quantiles)).toBeCloseTo(1, 0);
  });

  it('the bars of the paths go as far as bars do, though the closes end so near', () => {
    const { high, low, bars, count } = samplePaths({ history: market, published, rng: Rng.seeded(1), count: 500 });
    const ranges = Array.from({ length: count }, (_, path) => high[path * bars] - low[path * bars]);
    const real = market.high.map((price, bar) => Math.log(price / market.low[bar]));
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(ranges) / mean(real)).toBeGreaterThan(0.85);
  });
});

it('a path begins with bars of the hour that it begins at', () => {
  const hour = new Date(marketOf('on its high').cutoff).getUTCHours();
  const { high, close, bars, count } = simulateMoves(fitWidthModel(closesOnItsHighAt(hour)), Rng.seeded(2), 200, 4);
  const onItsHigh = (bar: number) =>
    Array.from({ length: count }, (_, path) => path * bars + bar).filter((at) => high[at] === close[at]).length;
  expect(onItsHigh(0)).toBe(count);
  expect(onItsHigh(1)).toBeLessThan(count / 2);
});
