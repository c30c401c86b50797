import { NO_DIRECTION } from '../calibration/direction.ts';
import { learn } from '../ensemble/learn.ts';
import type { LearnedState } from '../ensemble/learned-state.ts';

/**
 * What a triggered release learns from its members' answers at the `learnedTriggers` of a weekly boundary: shares and
 * recalibration as every release does, no direction. The record of direction is made from all bars, and what holds for
 * them says nothing of the moments after a jump: p_up is the base rate (METHODS §3).
 *
 * @example learnFromTriggers({ history, horizonsBars: [6, 12], members, recipe: RECIPE })
 */
export function learnFromTriggers(from: Parameters<typeof learn>[0]): LearnedState {
  const state = learn(from);
  return { ...state, horizons: state.horizons.map((horizon) => ({ ...horizon, direction: NO_DIRECTION })) };
}
