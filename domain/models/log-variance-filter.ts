/**
 * ln variance as a sum of autoregressions of different speeds seen through noise, by the Kalman filter (Harvey, Ruiz &
 * Shephard 1994; with ranges, whose logarithms are nearly normal, Alizadeh, Brandt & Diebold 2002). The gains are those
 * that the filter settles at (Harvey 1989, §4.3.1); variances are in units of the noise.
 */
const MOST_STEPS = 2000;
const SETTLED = 1e-8;

/**
 * How much of a surprise each component takes over, where the Riccati recursion settles. `persistence`: autoregressive
 * coefficients, at most 1; `shocks`: variances; shape (components) all.
 *
 * @example steadyGains(Float64Array.of(1), Float64Array.of(1)) // 0.618…, that of a random walk seen through noise as large as its steps
 */
export function steadyGains(persistence: Float64Array, shocks: Float64Array): Float64Array {
  const count = persistence.length;
  const ahead = new Float64Array(count * count);
  const shared = new Float64Array(count);
  const gains = new Float64Array(count);
  for (let i = 0; i < count; i++) ahead[i * count + i] = shocks[i] / (1 - 0.999 * persistence[i] ** 2);
  for (let step = 0; step < MOST_STEPS; step++) {
    let surprise = 1;
    for (let i = 0; i < count; i++) {
      shared[i] = 0;
      for (let j = 0; j < count; j++) shared[i] += ahead[i * count + j];
      surprise += shared[i];
    }
    let change = 0;
    for (let i = 0; i < count; i++) {
      const gain = shared[i] / surprise;
      change = Math.max(change, Math.abs(gain - gains[i]));
      gains[i] = gain;
      for (let j = 0; j < count; j++) {
        const kept = ahead[i * count + j] - gain * shared[j];
        ahead[i * count + j] = persistence[i] * persistence[j] * kept + (i === j ? shocks[i] : 0);
      }
    }
    if (change < SETTLED) break;
  }
  return gains;
}

/**
 * Components after each value, row-major, shape (n × components), and the mean square of the surprises. `values`: shape
 * (n), NaN where missing, which teaches nothing.
 */
export function filterSpeeds(
  values: Float64Array,
  middle: number,
  persistence: Float64Array,
  gains: Float64Array,
): { readonly components: Float64Array; readonly meanSquare: number } {
  const components = new Float64Array(persistence.length * values.length);
  const meanSquare = follow(values, middle, persistence, gains, components);
  return { components, meanSquare };
}

/** Mean square of the surprises alone: what a likelihood asks for, hundreds of times. Arguments as `filterSpeeds`. */
export function meanSquaredSurprise(
  values: Float64Array,
  middle: number,
  persistence: Float64Array,
  gains: Float64Array,
): number {
  return follow(values, middle, persistence, gains, null);
}

function follow(
  values: Float64Array,
  middle: number,
  persistence: Float64Array,
  gains: Float64Array,
  components: Float64Array | null,
): number {
  const count = persistence.length;
  const now = new Float64Array(count);
  let [squares, present] = [0, 0];
  for (let bar = 0; bar < values.length; bar++) {
    let surprise = values[bar] - middle;
    for (let i = 0; i < count; i++) {
      now[i] *= persistence[i];
      surprise -= now[i];
    }
    if (!Number.isNaN(surprise)) {
      squares += surprise * surprise;
      present++;
      for (let i = 0; i < count; i++) now[i] += gains[i] * surprise;
    }
    if (components !== null) for (let i = 0; i < count; i++) components[bar * count + i] = now[i];
  }
  return squares / present;
}
