/** Which exponential smoothing fits a series, by the corrected Akaike criterion (Hyndman, Koehler, Snyder & Grose 2002). */
import { type EtsFit, type EtsForm, fitEts, type Trend } from './ets-fit.ts';
import type { Yardstick } from './smoothing-loss.ts';

const TRENDS: readonly Trend[] = ['none', 'additive', 'damped'];
export const ADDITIVE_ERRORS: readonly EtsForm[] = TRENDS.map((trend) => ({ error: 'additive', trend }));
export const ETS_FORMS: readonly EtsForm[] = [
  ...ADDITIVE_ERRORS,
  ...TRENDS.map((trend) => ({ error: 'multiplicative' as const, trend })),
];

/**
 * The form with the smallest AICc. `values`: at least ten present ones, NaN where one is missing. Errors in proportion
 * to the level are tried only where every value is above 0. About 15 ms for 1,000 values and six forms.
 *
 * @example selectEts(Float64Array.from(series)).trend // 'damped'
 */
export function selectEts(values: Float64Array, forms: readonly EtsForm[] = ETS_FORMS, yardstick?: Yardstick): EtsFit {
  const positive = !values.some((value) => value <= 0);
  return forms
    .filter(({ error }) => positive || error === 'additive')
    .map((form) => fitEts(values, form, yardstick))
    .reduce((best, fit) => (fit.aicc < best.aicc ? fit : best));
}
