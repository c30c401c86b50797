import { FIVE_MINUTES_MS, HOUR_MS } from '../market/candles.ts';
import { simulate, UNMOVED } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { fitSpread, SigmaAhead, type Spread, WARM_UP_BARS } from './spread.ts';

/**
 * Exponentially weighted variance (RiskMetrics 1996) of range variances freed of the hour of the week, with the
 * half-life that would have fitted best, and filtered historical simulation.
 */
export const ewma: Model<Spread> = {
  name: 'ewma',
  version: '1',
  role: 'reserve',
  barsMs: [FIVE_MINUTES_MS, HOUR_MS],
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate: fitSpread,
  forecast(history, spread, horizonsBars) {
    const sigmas = new SigmaAhead(history, spread);
    return simulate(history, WARM_UP_BARS, horizonsBars, (horizonBars) => ({
      move: UNMOVED,
      sigma: sigmas.over(horizonBars),
    }));
  },
};
