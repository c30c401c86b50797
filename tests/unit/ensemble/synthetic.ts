/** Made-up markets and members for the ensemble's tests; everything seeded. */
import type { WalkedMember } from '../../../domain/ensemble/learned-state.ts';
import { type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import type { History } from '../../../domain/market/history.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** A Monday 00:00 UTC. */
export const MONDAY: EpochMs = Date.UTC(2023, 5, 5);

/** A driftless walk with normal hourly returns of one standard deviation, that ends at `cutoff`. */
export function syntheticHistory(of: {
  bars: number;
  seed: string;
  cutoff?: EpochMs;
  hourlySigma?: number;
  missing?: number[];
}): History {
  const rng = Rng.seeded(of.seed);
  const sigma = of.hourlySigma ?? 0.005;
  const cutoff = of.cutoff ?? MONDAY;
  const close = new Float64Array(of.bars);
  let log = Math.log(20_000);
  for (let i = 0; i < of.bars; i++) {
    log += sigma * rng.normal();
    close[i] = Math.exp(log);
  }
  for (const bar of of.missing ?? []) close[bar] = Number.NaN;
  return {
    symbol: 'BTC/USDT',
    barMs: HOUR_MS,
    cutoff,
    firstOpenTime: cutoff - of.bars * HOUR_MS,
    length: of.bars,
    open: close.slice(),
    high: close.slice(),
    low: close.slice(),
    close,
    volume: new Float64Array(of.bars).fill(1),
  };
}

/** Standard normal quantiles on LEVELS, by bisection of a numerically integrated density: shape (103). */
export const NORMAL_QUANTILES: readonly number[] = LEVELS.map(normalQuantile);

/** A member that always answers N(shift, scale·σ√h) at the decisions. */
export function normalMember(
  model: string,
  decisions: readonly EpochMs[],
  horizonsBars: readonly number[],
  shape: { scale: number; shift?: number; hourlySigma?: number },
): WalkedMember {
  const forecasts = decisions.flatMap((decision) =>
    horizonsBars.map((horizonBars) => {
      const sigma = shape.scale * (shape.hourlySigma ?? 0.005) * Math.sqrt(horizonBars);
      return {
        decision,
        horizonBars,
        quantiles: Float64Array.from(NORMAL_QUANTILES, (z) => (shape.shift ?? 0) + sigma * z),
      };
    }),
  );
  return { model, forecasts };
}

function normalQuantile(p: number): number {
  let low = -8;
  let high = 8;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Φ(x) by its power series (Abramowitz & Stegun 26.2.11). */
export function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; k < 200; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
