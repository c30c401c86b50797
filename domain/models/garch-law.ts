import { calmedReturns, usualSquare } from './calmed-returns.ts';
import { garchPath } from './garch-path.ts';
import { geometricSum } from './geometric-sum.ts';
import { hourOfWeek, weightedFactorsAhead } from './hour-of-week.ts';
import { LEANING, likeliest, NONE, POSITIVE, SHARE } from './likeliest.ts';
import type { VarianceLaw } from './variance-model.ts';

/** ω 0.02, persistence 0.98, share of news 0.08, no lean; before their links. */
const START = [-3.9, 3.9, -2.4, 0];

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
  const links = [POSITIVE, SHARE, SHARE, leaning ? LEANING : NONE];
  return {
    fit(history, factors) {
      const unit = usualSquare(history, factors);
      return { unit, parameters: likeliest(calmedReturns(history, factors, unit), garchPath, links, START) };
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
