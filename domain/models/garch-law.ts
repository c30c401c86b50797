import { calmedReturns, usualSquare } from './calmed-returns.ts';
import { garchPath } from './garch-path.ts';
import { geometricSum } from './geometric-sum.ts';
import { hourOfWeek, weightedFactorsAhead } from './hour-of-week.ts';
import { LEANING, likeliest, NONE, POSITIVE, SHARE, type Sought } from './likeliest.ts';
import type { VarianceLaw } from './variance-model.ts';

/** First look: ω 0.004, persistence 0.998, share of news 0.06. */
const SOUGHT: readonly Sought[] = [
  { link: POSITIVE, start: -5.5, step: 1 },
  { link: SHARE, start: 6, step: 3 },
  { link: SHARE, start: -2.8, step: 0.5 },
];
const NO_LEAN: Sought = { link: NONE, start: 0, step: 1 };
const LEAN: Sought = { link: LEANING, start: 0, step: 1 };

/** ω, persistence, share of news and lean of a GJR-GARCH. */
export const GJR_SOUGHT: readonly Sought[] = [...SOUGHT, LEAN];

export interface GarchFit {
  /** Mean square of an hour's return in the year of the fit, freed of the hour of the week: the unit of ω. */
  readonly unit: number;
  /** ω, persistence, share of news, lean, degrees of freedom. */
  readonly parameters: readonly number[];
}

/**
 * GARCH(1,1) with Student-t quasi-likelihood; falls may count for more than rises (`leaning`) or for the same.
 * The variance expected at a distance of k bars is ω·(1 + … + persistence^(k−2)) + persistence^(k−1)·v'.
 */
export function garchLaw({ leaning }: { readonly leaning: boolean }): VarianceLaw<GarchFit> {
  const sought = leaning ? GJR_SOUGHT : [...SOUGHT, NO_LEAN];
  return {
    fit(history, factors) {
      const unit = usualSquare(history, factors);
      return { unit, parameters: likeliest(calmedReturns(history, factors, unit), garchPath, sought) };
    },
    filter(history, factors, { unit, parameters }) {
      const { variances } = garchPath(calmedReturns(history, factors, unit), parameters);
      const [omega, persistence] = parameters;
      return (horizonBars) => {
        const fresh = weightedFactorsAhead(factors, horizonBars, (step) => omega * geometricSum(persistence, step - 1));
        const lasting = weightedFactorsAhead(factors, horizonBars, (step) => persistence ** (step - 1));
        return (bar) => {
          const cell = hourOfWeek(history, bar);
          return unit * (fresh[cell] + lasting[cell] * variances[bar + 1]);
        };
      };
    },
  };
}
