/** Which exponential smoothing fits a series: no trend, trend or damped trend, by the corrected Akaike criterion. */
import { oneStepErrors, type SmoothingStart, type SmoothingWeights, startOf } from './exponential-smoothing.ts';
import { aiccPenalty } from './akaike.ts';
import { minimise } from './nelder-mead.ts';

/** ETS(A,N,N), ETS(A,A,N), ETS(A,Ad,N). */
export const ETS_FORMS = ['none', 'additive', 'damped'] as const;
export type EtsForm = (typeof ETS_FORMS)[number];

export interface EtsFit extends SmoothingWeights {
  readonly form: EtsForm;
  readonly start: SmoothingStart;
  readonly aicc: number;
}

/** Bounds of the smoothing weights, as in R's forecast package. */
const LEAST = 1e-4;
const MOST = 0.9999;
const LEAST_DAMPED = 0.8;
const MOST_DAMPED = 0.98;

/** Weights, initial states and the error's variance, as many as each form estimates. */
const ESTIMATED: Record<EtsForm, number> = { none: 3, additive: 5, damped: 6 };

/**
 * The best of the three forms (smallest AICc). `values`: at least ten present ones, NaN where one is missing.
 * About 10 ms for 1,000 values.
 *
 * @example selectEts(Float64Array.from(series)).form // 'damped'
 */
export function selectEts(values: Float64Array): EtsFit {
  return ETS_FORMS.map((form) => fitEts(values, form)).reduce((best, fit) => (fit.aicc < best.aicc ? fit : best));
}

/** Least squares (the likelihood of normal errors) for one form. */
export function fitEts(values: Float64Array, form: EtsForm): EtsFit {
  const start = startOf(values, form !== 'none');
  const loss = (at: readonly number[]) => {
    const { squares, count } = oneStepErrors(values, weightsAt(form, at), start);
    return count * Math.log(Math.max(squares / count, Number.MIN_VALUE));
  };
  const first = { none: [0], additive: [0, -3], damped: [0, -3, 0] }[form];
  const { at, value } = minimise(
    loss,
    first,
    first.map(() => 1),
    { tolerance: 1e-4 },
  );
  const { count } = oneStepErrors(values, weightsAt(form, at), start);
  return { form, ...weightsAt(form, at), start, aicc: value + aiccPenalty(ESTIMATED[form], count) };
}

/** From the whole line to the allowed range: 0 < β < α < 1, 0.8 ≤ φ ≤ 0.98. */
function weightsAt(form: EtsForm, [a, b, c]: readonly number[]): SmoothingWeights {
  const alpha = between(LEAST, MOST, a);
  if (form === 'none') return { alpha, beta: 0, phi: 0 };
  return {
    alpha,
    beta: between(LEAST / 2, alpha, b),
    phi: form === 'damped' ? between(LEAST_DAMPED, MOST_DAMPED, c) : 1,
  };
}

function between(low: number, high: number, x: number): number {
  return low + (high - low) / (1 + Math.exp(-x));
}
