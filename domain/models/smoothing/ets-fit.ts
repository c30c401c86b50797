/** Maximum likelihood of one form of exponential smoothing without a season (Hyndman et al. 2008, ch. 5). */
import { aiccPenalty } from '../akaike.ts';
import { minimise } from '../nelder-mead.ts';
import { type SmoothingStart, type SmoothingWeights, startOf } from './exponential-smoothing.ts';
import { ALPHA, between, meanStep, type Range } from './search-units.ts';
import { type ErrorKind, plainYardstick, smoothingLoss, type Yardstick } from './smoothing-loss.ts';

export type Trend = 'none' | 'additive' | 'damped';

/** ETS(A,N,N) is `{ error: 'additive', trend: 'none' }`, ETS(M,Ad,N) `{ error: 'multiplicative', trend: 'damped' }`. */
export interface EtsForm {
  readonly error: ErrorKind;
  readonly trend: Trend;
}

export interface EtsFit extends EtsForm, SmoothingWeights {
  readonly start: SmoothingStart;
  readonly aicc: number;
}

/** Usual range of β (up to α) and φ, as in R's forecast package. */
const LEAST_BETA = 1e-4;
const PHI: Range = { low: 0.8, high: 0.98 };

/** Weights, initial states and the error's variance, as many as each trend estimates. */
const ESTIMATED: Record<Trend, number> = { none: 3, additive: 5, damped: 6 };
/** Where the search begins, on the whole line: α in the middle, little news in the trend, φ near 0.96; then the states. */
const FIRST: Record<Trend, readonly number[]> = { none: [0], additive: [0, -3], damped: [0, -3, 2] };
const FIRST_STATES: Record<Trend, readonly number[]> = { none: [0], additive: [0, 0], damped: [0, 0] };

/**
 * Weights and initial states of one form by maximum likelihood. `values`: at least ten present ones, NaN where one is
 * missing; all above 0 for a multiplicative error.
 *
 * @example fitEts(Float64Array.from(series), { error: 'additive', trend: 'damped' }).phi
 */
export function fitEts(values: Float64Array, form: EtsForm, yardstick: Yardstick = plainYardstick(values)): EtsFit {
  const line = startOf(values, form.trend !== 'none');
  const unit = meanStep(values);
  const weights = FIRST[form.trend];
  const at = (x: readonly number[]) => ({
    ...weightsAt(form.trend, x),
    start: startAt(line, unit, x.slice(weights.length)),
  });
  const lossAt = (x: readonly number[]) => {
    const candidate = at(x);
    return smoothingLoss(values, candidate, candidate.start, form.error, yardstick);
  };
  const first = [...weights, ...FIRST_STATES[form.trend]];
  const edges = first.map(() => 1);
  const found = minimise((x) => lossAt(x).loss, first, edges, { tolerance: 1e-4, mostCalls: 2000 });
  const penalty = aiccPenalty(ESTIMATED[form.trend], lossAt(found.at).count);
  return { ...form, ...at(found.at), aicc: found.value + penalty };
}

/** From the whole line to the usual range: 0 < β < α < 1, 0.8 ≤ φ ≤ 0.98. */
function weightsAt(trend: Trend, [a, b, c]: readonly number[]): SmoothingWeights {
  const alpha = between(ALPHA, a);
  if (trend === 'none') return { alpha, beta: 0, phi: 0 };
  const beta = between({ low: LEAST_BETA / 2, high: alpha }, b);
  return { alpha, beta, phi: trend === 'damped' ? between(PHI, c) : 1 };
}

function startAt(line: SmoothingStart, unit: number, [level, trend = 0]: readonly number[]): SmoothingStart {
  return { level: line.level + unit * level, trend: line.trend + 0.1 * unit * trend };
}
