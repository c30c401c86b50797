/**
 * ln variance as a slow and a fast autoregression seen through noise, by the Kalman filter (Harvey, Ruiz & Shephard 1994;
 * with ranges, whose logarithms are nearly normal, Alizadeh, Brandt & Diebold 2002). The gains are those that the filter
 * settles at (Harvey 1989, §4.3.1); variances are in units of the noise.
 */

/** Slow, then fast. */
export interface TwoSpeeds {
  /** Autoregressive coefficients, below 1. */
  readonly persistence: readonly [number, number];
  /** Variances of their shocks. */
  readonly shocks: readonly [number, number];
}

export interface SteadyState {
  /** How much of a surprise each component takes over. */
  readonly gains: readonly [number, number];
  /** Variance of the surprise. */
  readonly surprise: number;
  /** Covariance of the components one bar ahead: slow, both, fast. */
  readonly ahead: readonly [number, number, number];
}

const MOST_STEPS = 2000;
const SETTLED = 1e-9;

/** Where the Riccati recursion settles. */
export function steadyState({ persistence: [a, b], shocks: [slowShock, fastShock] }: TwoSpeeds): SteadyState {
  let [slow, both, fast] = [slowShock / (1 - a * a * 0.999), 0, fastShock / (1 - b * b * 0.999)];
  for (let step = 0; ; step++) {
    const surprise = slow + 2 * both + fast + 1;
    const gains = [(slow + both) / surprise, (fast + both) / surprise] as const;
    const next = [
      a * a * (slow - gains[0] * gains[0] * surprise) + slowShock,
      a * b * (both - gains[0] * gains[1] * surprise),
      b * b * (fast - gains[1] * gains[1] * surprise) + fastShock,
    ] as const;
    const change = Math.abs(next[0] - slow) + Math.abs(next[1] - both) + Math.abs(next[2] - fast);
    if (change <= SETTLED * surprise || step === MOST_STEPS) return { gains, surprise, ahead: [slow, both, fast] };
    [slow, both, fast] = next;
  }
}

/**
 * Components after each value, slow and fast in turn, shape (2n), and the mean square of the surprises. `values`: shape
 * (n), NaN where missing, which teaches nothing.
 */
export function filterTwoSpeeds(
  values: Float64Array,
  middle: number,
  { persistence: [a, b] }: TwoSpeeds,
  { gains: [slowGain, fastGain] }: SteadyState,
) {
  const components = new Float64Array(2 * values.length);
  let [slow, fast, squares, count] = [0, 0, 0, 0];
  for (let bar = 0; bar < values.length; bar++) {
    slow *= a;
    fast *= b;
    const surprise = values[bar] - middle - slow - fast;
    if (!Number.isNaN(surprise)) {
      squares += surprise * surprise;
      count++;
      slow += slowGain * surprise;
      fast += fastGain * surprise;
    }
    components[2 * bar] = slow;
    components[2 * bar + 1] = fast;
  }
  return { components, meanSquare: squares / count };
}
