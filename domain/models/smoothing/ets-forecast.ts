import { dampedSteps, smooth } from './exponential-smoothing.ts';
import type { EtsFit } from './ets-fit.ts';

/** What exponential smoothing expects 1 … `steps` after the last value; shape (steps). */
export function etsForecast(values: Float64Array, fit: EtsFit, steps: number): Float64Array {
  const { level, trend } = smooth(values, fit, fit.start);
  const last = values.length - 1;
  return Float64Array.from({ length: steps }, (_, i) => level[last] + dampedSteps(fit.phi, i + 1) * trend[last]);
}
