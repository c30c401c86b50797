/** What a forecast and its baselines stake against each other, known once its outcome is (METHODS §7). */
import { brierBound, crpsBound } from '../scoring/evidence.ts';
import { type CommittedForecast, type CommittedRelease, forecastReturns } from './committed-release.ts';
import type { OutcomeBody } from './outcome-entry.ts';

/** One forecast against one baseline. */
export interface Duel {
  /** Loss of the baseline minus ours. */
  readonly difference: number;
  /** What it can be at most, known at issue. */
  readonly bound: number;
}

/** By CRPS, in this order. */
export const WIDTH_AGAINST = ['climatology', 'random-walk', 'plain-volatility'] as const;
/** By the Brier score of p_up. */
export const DIRECTION_AGAINST = ['climatology'] as const;

/** One per baseline that was committed and scored. */
export function widthDuels(release: CommittedRelease, forecast: CommittedForecast, outcome: OutcomeBody): Duel[] {
  const ours = forecastReturns(release, forecast);
  return WIDTH_AGAINST.flatMap((name) => {
    const base = outcome.baselines.find((baseline) => baseline.name === name);
    if (!base?.scores || !outcome.scores) return [];
    const bound = crpsBound(ours, forecastReturns(release, base));
    return [{ difference: base.scores.crps - outcome.scores.crps, bound }];
  });
}

export function directionDuels({ pUp }: CommittedForecast, outcome: OutcomeBody): Duel[] {
  return DIRECTION_AGAINST.flatMap((name) => {
    const base = outcome.baselines.find((baseline) => baseline.name === name);
    if (!base?.scores || !outcome.scores) return [];
    return [{ difference: base.scores.brier - outcome.scores.brier, bound: brierBound(pUp, base.pUp) }];
  });
}
