/**
 * How turbulent the market is: a hidden Markov chain of three volatility states seen through each bar's log range.
 *
 * The range is used instead of the return because its logarithm is nearly normal and tells volatility with a fraction of
 * the noise (Alizadeh, Brandt & Diebold 2002, Range-Based Estimation of Stochastic Volatility Models). Filter: Hamilton
 * (1989); estimation: Baum–Welch, Hamilton (1994), Time Series Analysis, ch. 22.
 */

/** Calm, usual, turbulent: ascending mean log range. Every array has one entry a state. */
export interface TurbulenceModel {
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  /** Row: from, column: to; rows sum to 1. */
  readonly transition: readonly (readonly number[])[];
  /** What each UTC hour adds to the log range; shape (24), mean 0. */
  readonly hourProfile: readonly number[];
}

export const STATES = 3;
/** The range of a bar is taken as at least this much, so that a bar that did not move has a logarithm. */
const RANGE_FLOOR = 1e-5;

/** ln of the bar's range in log-price; NaN for a missing bar. */
export function logRange(high: number, low: number): number {
  return Math.log(Math.max(RANGE_FLOOR, Math.log(high / low)));
}

/** The distribution over states before anything was seen; shape (STATES). */
export function initialTurbulence(): readonly number[] {
  return new Array<number>(STATES).fill(1 / STATES);
}

/**
 * One step of the Hamilton filter: state probabilities after one more bar; shape (STATES), sums to 1. `hour`: UTC hour
 * in which the bar opened. A bar that is missing (NaN) only lets the chain run on.
 */
export function turbulenceStep(
  model: TurbulenceModel,
  previous: readonly number[],
  barLogRange: number,
  hour: number,
): readonly number[] {
  const predicted = predict(model, previous);
  if (Number.isNaN(barLogRange)) return predicted;
  const seen = barLogRange - model.hourProfile[hour];
  const calm = logDensity(seen, model.means[0], model.spreads[0]);
  const usual = logDensity(seen, model.means[1], model.spreads[1]);
  const turbulent = logDensity(seen, model.means[2], model.spreads[2]);
  const highest = Math.max(calm, usual, turbulent);
  const joint = [
    predicted[0] * Math.exp(calm - highest),
    predicted[1] * Math.exp(usual - highest),
    predicted[2] * Math.exp(turbulent - highest),
  ];
  const total = joint[0] + joint[1] + joint[2];
  return total > 0 ? [joint[0] / total, joint[1] / total, joint[2] / total] : predicted;
}

function predict({ transition }: TurbulenceModel, [calm, usual, turbulent]: readonly number[]): readonly number[] {
  const [fromCalm, fromUsual, fromTurbulent] = transition;
  return [
    calm * fromCalm[0] + usual * fromUsual[0] + turbulent * fromTurbulent[0],
    calm * fromCalm[1] + usual * fromUsual[1] + turbulent * fromTurbulent[1],
    calm * fromCalm[2] + usual * fromUsual[2] + turbulent * fromTurbulent[2],
  ];
}

/** Log of the normal density up to a constant. */
export function logDensity(x: number, mean: number, spread: number): number {
  const z = (x - mean) / spread;
  return -0.5 * z * z - Math.log(spread);
}
