import type { PublishedForecast } from '../ensemble/published.ts';
import { REGIMES, type RegimeVerdict } from '../regime/regime.ts';
import type { NoTradeReason } from './card.ts';

/** With less, naming the regime is no better than a guess among all of them. */
const MIN_REGIME_CONFIDENCE = 1 / REGIMES.length;

/** Why no card is made however good it looks; empty when nothing stands against one. */
export function objections({ forecasts, regime, sourcesDegraded }: Circumstances): NoTradeReason[] {
  const found: readonly (readonly [NoTradeReason, boolean])[] = [
    ['baseline-only-forecast', forecasts.some(({ method }) => method === 'baseline')],
    ['degraded-sources', sourcesDegraded],
    ['low-regime-confidence', regime.confidence < MIN_REGIME_CONFIDENCE],
    ['crash-regime', regime.regime === 'crash'],
  ];
  return found.filter(([, applies]) => applies).map(([reason]) => reason);
}

export interface Circumstances {
  readonly forecasts: readonly PublishedForecast[];
  readonly regime: RegimeVerdict;
  /** A source that the forecast rests on was degraded (absent optional sources do not count). */
  readonly sourcesDegraded: boolean;
}
