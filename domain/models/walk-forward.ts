import { AlmanacError } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import { earlier, type History } from '../market/history.ts';
import { weeklyBoundary } from '../market/week.ts';
import { isNotEnough, type NotEnough } from './model.ts';
import { estimateMember, forecastMember } from './run.ts';

/** What a member said at a past decision about one horizon. */
export interface WalkedForecast {
  readonly decision: EpochMs;
  readonly horizonBars: number;
  /** Log-returns on LEVELS, shape (103), in single precision; null when it did not answer. */
  readonly quantiles: Float32Array | null;
  /** Why it did not answer. */
  readonly reason: string | null;
}

/**
 * What a member would have said at past decisions (ascending), with the code of the release: parameters from the
 * history up to the last Monday 00:00 UTC, state filtered up to the decision (METHODS §12). A week or decision at which
 * the model fails is a row with the reason. One row per decision and horizon.
 *
 * @example walkForward('har', history, { decisions: learningDecisions(boundary, 26), horizonsBars: [4, 12, 24], seed: '7' })
 */
export function walkForward(
  name: string,
  history: History,
  asked: { readonly decisions: readonly EpochMs[]; readonly horizonsBars: readonly number[]; readonly seed: string },
): WalkedForecast[] {
  const { decisions, horizonsBars, seed } = asked;
  let week: { readonly boundary: EpochMs; readonly parameters: unknown } | null = null;
  return decisions.flatMap((decision) => {
    const boundary = weeklyBoundary(decision);
    if (week?.boundary !== boundary) {
      week = { boundary, parameters: orWhyNot(() => estimateMember(name, earlier(history, boundary), seed)) };
    }
    const { parameters } = week;
    const answer = isNotEnough(parameters)
      ? parameters
      : orWhyNot(() => forecastMember(name, earlier(history, decision), parameters, horizonsBars, seed));
    return horizonsBars.map((horizonBars, i) =>
      isNotEnough(answer)
        ? { decision, horizonBars, quantiles: null, reason: answer.notEnough }
        : { decision, horizonBars, quantiles: Float32Array.from(answer[i].quantiles), reason: null },
    );
  });
}

/** A member that fails is a fact about that decision; anything else that goes wrong is not for this file to judge. */
function orWhyNot<T>(work: () => T): T | NotEnough {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof AlmanacError && failure.code.startsWith('model.')) return { notEnough: failure.message };
    throw failure;
  }
}
