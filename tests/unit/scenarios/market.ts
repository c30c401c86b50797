/** Markets and forecasts for the tests of paths, scenarios and cards. */
import type { PublishedForecast } from '../../../domain/ensemble/published.ts';
import type { Candles } from '../../../domain/market/candles.ts';
import type { History } from '../../../domain/market/history.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { type Paths, samplePaths } from '../../../domain/scenarios/paths.ts';
import { garchHistory } from '../../../lab/bench/paths/driftless-markets.ts';

/** Three months of hourly bars of a market without drift. */
export function marketOf(seed: string, length = 2_160): History {
  return garchHistory(Rng.seeded(seed), length);
}

export interface Shape {
  readonly horizonHours: number;
  readonly centre?: number;
  readonly sigma: number;
  readonly skew?: number;
  readonly pUp?: number;
  readonly directional?: boolean;
}

/** A published forecast with fat tails and, if asked, skew; the base rate of up is one half. */
export function forecastOf({
  horizonHours,
  centre = 0,
  sigma,
  skew = 0,
  pUp = 0.5,
  directional = false,
}: Shape): PublishedForecast {
  const quantiles = LEVELS.map((p) => {
    const z = (p ** 0.1349 - (1 - p) ** 0.1349) / 0.1975;
    return centre + sigma * (z + 0.05 * z ** 3) * Math.exp(skew * Math.sign(z));
  });
  return {
    horizonHours,
    quantiles,
    pUp,
    directional,
    directionProven: directional,
    baselines: [{ name: 'climatology', quantiles, pUp: 0.5 }],
    members: [],
    method: 'ensemble',
    abstention: 0.1,
    walkForward: { decisions: 1_460, from: '', to: '', crpsSkillVsClimatology: 0.03, coverage80: 0.8 },
  };
}

/** σ grows with the square root of time from 0.6 % an hour. */
export function forecastsOf(shape: Partial<Shape> = {}): PublishedForecast[] {
  return [4, 12, 24].map((horizonHours) =>
    forecastOf({ horizonHours, sigma: 0.006 * Math.sqrt(horizonHours), ...shape }),
  );
}

export function pathsOf(seed: string, count = 500, published = forecastsOf()): Paths {
  return samplePaths({ history: marketOf(seed), published, rng: Rng.seeded(seed), count });
}

/** Candles in rows `[openTimeMs, open, high, low, close]`. */
export function candlesOf(
  barMs: number,
  rows: readonly (readonly [number, number, number, number, number])[],
): Candles {
  const column = (at: 0 | 1 | 2 | 3 | 4) => Float64Array.from(rows, (row) => row[at]);
  return {
    symbol: 'BTC/USDT',
    barMs,
    openTime: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: Float64Array.from(rows, () => 1),
  };
}
