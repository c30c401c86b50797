/** What members that filter a variance have in common, whichever law it follows. */
import { earlier, type History, logReturns } from '../market/history.ts';
import { simulate, UNMOVED } from './filtered-simulation.ts';
import { type Components, fitHorizonWeights, type HorizonWeights, sigmaAhead } from './horizon-weights.ts';
import { type HourFactors, hourFactors } from './hour-of-week.ts';
import { mirrored } from './mirrored.ts';
import { isNotEnough, type Model, MOST_BARS } from './model.ts';
import { rangeVariances } from './range-variance.ts';
import { FEWEST_BARS, WEEK_BARS, YEAR_BARS } from './returns.ts';

/** Bars that only warm the filter up. */
const WARM_UP_BARS = 3 * WEEK_BARS;
/** Fewer returns than these cannot tell how long the market remembers. */
const FEWEST_RETURNS = 1000;

/** How variance, freed of the hour of the week, moves on from bar to bar. */
export interface VarianceLaw<Fit> {
  /** Parameters from a year, at least 1,000 returns; plain JSON. */
  fit(history: History, factors: HourFactors): Fit;
  /** One pass over a history. */
  filter(history: History, factors: HourFactors, fit: Fit): Components;
}

export interface FittedVariance<Fit> {
  readonly factors: HourFactors;
  readonly law: Fit;
  readonly weights: HorizonWeights;
}

/**
 * A member from a law of variance: parameters from one year, weights from all it may see, filtered historical simulation
 * from the errors of the last year, whose drift and skewness are half believed.
 */
export function varianceModel<Fit>(
  named: Pick<Model, 'name' | 'version' | 'role' | 'barsMs'>,
  law: VarianceLaw<Fit>,
): Model<FittedVariance<Fit>> {
  return {
    ...named,
    minBars: FEWEST_BARS,
    maxBars: MOST_BARS,
    estimate(history) {
      const year = earlier(history, history.cutoff, YEAR_BARS);
      const found = logReturns(year, 1).filter(Number.isFinite).length;
      if (found < FEWEST_RETURNS) return { notEnough: `needs ${FEWEST_RETURNS} hourly returns, the year has ${found}` };
      const factors = hourFactors(history, rangeVariances(history));
      const fit = law.fit(year, factors);
      const weights = fitHorizonWeights(history, factors, law.filter(history, factors, fit), WARM_UP_BARS);
      return { factors, law: fit, weights };
    },
    forecast(known, { factors, law: fit, weights }, horizonsBars) {
      const history = earlier(known, known.cutoff, WARM_UP_BARS + YEAR_BARS);
      const components = law.filter(history, factors, fit);
      const forecasts = simulate(history, WARM_UP_BARS, horizonsBars, (horizonBars) => ({
        move: UNMOVED,
        sigma: sigmaAhead(history, factors, components, weights, horizonBars),
      }));
      if (isNotEnough(forecasts)) return forecasts;
      return forecasts.map((forecast) => ({ ...forecast, quantiles: mirrored(forecast.quantiles) }));
    },
  };
}
