import { calmedReturns, usualSquare } from './calmed-returns.ts';
import { egarchNews, egarchPath } from './egarch-path.ts';
import { geometricSum } from './geometric-sum.ts';
import { FREE, likeliest, SHARE, type Sought } from './likeliest.ts';
import { logVarianceAhead } from './log-variance-ahead.ts';
import { type VarianceLaw, varianceModel } from './variance-model.ts';

/** First look: level 1, persistence 0.99, size 0.15, no lean. */
export const EGARCH_SOUGHT: readonly Sought[] = [
  { link: FREE, start: 1, step: 2 },
  { link: SHARE, start: 4.5, step: 1 },
  { link: FREE, start: 0.15, step: 0.1 },
  { link: FREE, start: 0, step: 0.1 },
];

interface EgarchFit {
  /** Mean square of an hour's return in the year of the fit, freed of the hour of the week. */
  readonly unit: number;
  /** Level of ln variance, persistence, size, lean, degrees of freedom. */
  readonly parameters: readonly number[];
}

/**
 * With φ the persistence, the variance expected at a distance of k bars is exp(level + φ^(k−1)·(ln v' − level)) times
 * the expectations of exp(φ^j·news), j = 0 … k−2 (Nelson 1991, appendix 1). Those are taken to second order from the news
 * of the past, ln E exp(φ^j·g) ≈ φ^j·E g + φ^2j·var g / 2: under Student's t they would be infinite, and how they grow
 * with k is all that matters here.
 */
const law: VarianceLaw<EgarchFit> = {
  fit(history, factors) {
    const unit = usualSquare(history, factors);
    return { unit, parameters: likeliest(calmedReturns(history, factors, unit), egarchPath, EGARCH_SOUGHT) };
  },
  filter(history, factors, { unit, parameters }) {
    const moves = calmedReturns(history, factors, unit);
    const { variances } = egarchPath(moves, parameters);
    const news = egarchNews(moves, variances, parameters);
    const [level, persistence] = parameters;
    const states = variances.subarray(1).map((variance) => Math.log(variance) - level);
    const at = (distance: number) => {
      const steps = distance - 1;
      const drift = news.mean * geometricSum(persistence, steps);
      const spread = news.variance * geometricSum(persistence * persistence, steps);
      return { constant: Math.log(unit) + level + drift + spread / 2, loadings: [persistence ** steps] };
    };
    return (horizonBars) => logVarianceAhead(history, factors, horizonBars, states, at);
  },
};

/** EGARCH(1,1), Student-t quasi-likelihood, hour of the week taken out, with filtered historical simulation. */
export const egarch = varianceModel({ name: 'egarch', version: '1', role: 'reserve' }, law);
