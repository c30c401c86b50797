/** A candidate's walk over history beside the recipe that runs: from an evaluation's file to an event of its candidacy. */
import { judgePromotion, type PairedForecast, type PromotionAtHorizon } from '../ensemble/promotion.ts';
import type { EpochMs } from '../market/candles.ts';
import { Rng } from '../numeric/random.ts';
import type { Backtested } from './candidacy.ts';

/** As `evaluate --candidate` writes it. */
export interface CandidateBacktest {
  readonly schema: 1;
  readonly symbol: string;
  readonly recipe: string;
  readonly beside: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly candlesSha256: string;
  readonly codeVersion: string;
  /** Ascending by `issuedAt` at each horizon. */
  readonly pairs: readonly PairedForecast[];
}

/** By the rule's own functions, ascending by horizon. @example backtestGains(pairs)[0].gain.low > 0 */
export function backtestGains(
  pairs: readonly PairedForecast[],
): Pick<PromotionAtHorizon, 'horizonHours' | 'gain' | 'backtestDecisions'>[] {
  const { horizons } = judgePromotion({ backtest: pairs, shadow: [] }, Rng.seeded('promotion'));
  return horizons.map(({ horizonHours, gain, backtestDecisions }) => ({ horizonHours, gain, backtestDecisions }));
}

/** The event that is written down; the pairs are stored under their hash. */
export function backtestedBy(backtest: CandidateBacktest, pairsSha256: string): Backtested {
  const { pairs, schema: _, ...of } = backtest;
  const horizons = backtestGains(pairs).map(({ horizonHours, gain, backtestDecisions: decisions }) => ({
    ...{ horizonHours, decisions, gain },
  }));
  return { name: 'recipe', event: 'backtested', ...of, pairsSha256, horizons };
}
