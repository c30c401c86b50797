/** How outcomes scatter once a model has said where and how wide: by hour of the day, since nights differ from days. */
import { kernelWeight, weightedGridQuantiles } from '../../similarity/distribution.ts';
import { mirrored } from '../mirrored.ts';
import { DAY_BARS } from '../returns.ts';

/** An hour speaks for its neighbours with weights that fall as a Gaussian kernel of this many hours. */
const BANDWIDTH_HOURS = 3;
/** Digits that are kept: far more than a sample of a year can tell. */
const DIGITS = 5;

/** Quantiles on LEVELS per hour of the day of the decision: shape (24 × 103). */
export type Shapes = readonly (readonly number[])[];

/** Shapes are believed half as they were and half mirrored. `errors`: in units of their own scale, finite; `hours`: of the day at which each was issued, 0 … 23. */
export function shapesOf(errors: Float64Array, hours: Uint8Array): Shapes {
  const order = Uint32Array.from(errors, (_, i) => i).sort((a, b) => errors[a] - errors[b]);
  const sorted = Float64Array.from(order, (i) => errors[i]);
  const weights = new Float64Array(errors.length);
  return Array.from({ length: DAY_BARS }, (_, hour) => {
    const weightOf = hourWeights(hour);
    for (let i = 0; i < order.length; i++) weights[i] = weightOf[hours[order[i]]];
    const shape = mirrored(weightedGridQuantiles(sorted, weights));
    return Array.from(shape, (quantile) => Number(quantile.toPrecision(DIGITS)));
  });
}

/** How much an hour of the day says about another, by the other. Shape (24). */
function hourWeights(hour: number): Float64Array {
  return new Float64Array(DAY_BARS).map((_, other) => {
    const apart = Math.abs(hour - other);
    return kernelWeight(Math.min(apart, DAY_BARS - apart), BANDWIDTH_HOURS);
  });
}
