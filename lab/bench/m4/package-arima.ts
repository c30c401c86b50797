/**
 * The `arima` package (ctsa in WebAssembly) behind its guards, for comparison: it tells neither coefficients nor
 * likelihood, so orders cannot be chosen by it. What it must never meet: p = q = 0 with d ≥ 1 (it answers uninitialised
 * memory), 8,000 points or more (it hangs, and every later fit in the process fails), a missing value (it repeats the
 * one before, silently).
 */
import Arima from 'arima';

/** Far below the length at which it hangs. */
const MOST_POINTS = 4000;

/** Point forecasts of ARIMA(p, d, q); p + q ≥ 1, the last 4,000 values are used, all present. Shape (steps). */
export function packageForecast(
  values: Float64Array,
  order: { readonly p: number; readonly d: number; readonly q: number },
  steps: number,
): Float64Array {
  const model = new Arima({ ...order, verbose: false }).train([...values.subarray(-MOST_POINTS)]);
  const [points] = model.predict(steps);
  model.destroy();
  return Float64Array.from(points);
}
