/**
 * Exponential smoothing without a season, as a state space (Hyndman, Koehler, Ord & Snyder 2008,
 * Forecasting with Exponential Smoothing, ch. 2): level and trend, the trend damped by φ.
 *
 *     e = y − (l + φb)   l ← l + φb + αe   b ← φb + βe
 *
 * Without a trend β = φ = 0. The states are the same whether errors are taken as they are or in proportion to the level.
 * A missing value (NaN) is a step without news: the state goes on as it was expected to.
 */

export interface SmoothingWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
}

/** Level and trend after each value; shapes (n). */
export interface SmoothedStates {
  readonly level: Float64Array;
  readonly trend: Float64Array;
}

export interface SmoothingStart {
  readonly level: number;
  readonly trend: number;
}

/** The states that the values lead through. */
export function smooth(
  values: Float64Array,
  { alpha, beta, phi }: SmoothingWeights,
  start: SmoothingStart,
): SmoothedStates {
  const states = { level: new Float64Array(values.length), trend: new Float64Array(values.length) };
  let { level, trend } = start;
  for (let i = 0; i < values.length; i++) {
    const expected = level + phi * trend;
    const error = values[i] - expected;
    const news = error === error ? error : 0;
    level = expected + alpha * news;
    trend = phi * trend + beta * news;
    states.level[i] = level;
    states.trend[i] = trend;
  }
  return states;
}

/** φ + φ² + … + φ^steps: how many of its own steps a damped trend still goes. */
export function dampedSteps(phi: number, steps: number): number {
  let sum = 0;
  let power = 1;
  for (let step = 0; step < steps; step++) {
    power *= phi;
    sum += power;
  }
  return sum;
}

const FIRST_VALUES = 10;

/** Level and trend before the first value: a straight line through the first ten present ones (ibid., §2.6). */
export function startOf(values: Float64Array, withTrend: boolean): SmoothingStart {
  const points: { readonly x: number; readonly y: number }[] = [];
  for (let i = 0; i < values.length && points.length < FIRST_VALUES; i++) {
    if (!Number.isNaN(values[i])) points.push({ x: i + 1, y: values[i] });
  }
  if (!withTrend || points.length < 2) return { level: points[0]?.y ?? Number.NaN, trend: 0 };
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const slope =
    points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) /
    points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return { level: meanY - slope * meanX, trend: slope };
}
