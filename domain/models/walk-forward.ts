import { AlmanacError } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import { earlier, type History } from '../market/history.ts';
import { weeklyBoundary } from '../market/week.ts';
import { isNotEnough, type NotEnough, type QuantileForecast } from './model.ts';
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

/** What a member knows from a Monday on: its parameters, or why it has none. */
export interface MemberWeek {
  readonly name: string;
  readonly boundary: EpochMs;
  readonly parameters: unknown;
  /** It threw, which is worse than having too little to go by. */
  readonly failed: boolean;
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
  let week: MemberWeek | null = null;
  return asked.decisions.flatMap((decision) => {
    const boundary = weeklyBoundary(decision);
    if (week?.boundary !== boundary) week = memberWeek(name, history, boundary, asked.seed);
    return walkedAt(week, history, decision, asked);
  });
}

/** A member's parameters from the history up to a weekly boundary. */
export function memberWeek(name: string, history: History, boundary: EpochMs, seed: string): MemberWeek {
  let failed = false;
  const parameters = orWhyNot(
    () => estimateMember(name, earlier(history, boundary), seed),
    () => (failed = true),
  );
  return { name, boundary, parameters, failed };
}

/** What a member says at one decision of a week, one row per horizon. */
export function walkedAt(
  week: MemberWeek,
  history: History,
  decision: EpochMs,
  asked: { readonly horizonsBars: readonly number[]; readonly seed: string },
): WalkedForecast[] {
  const answer = answerAt(week, history, decision, asked);
  return asked.horizonsBars.map((horizonBars, i) =>
    isNotEnough(answer)
      ? { decision, horizonBars, quantiles: null, reason: answer.notEnough }
      : { decision, horizonBars, quantiles: Float32Array.from(answer[i].quantiles), reason: null },
  );
}

/** The same in the precision of a release, one answer for all horizons. */
export function answerAt(
  { name, parameters }: MemberWeek,
  history: History,
  decision: EpochMs,
  { horizonsBars, seed }: { readonly horizonsBars: readonly number[]; readonly seed: string },
): QuantileForecast[] | NotEnough {
  if (isNotEnough(parameters)) return parameters;
  return orWhyNot(() => forecastMember(name, earlier(history, decision), parameters, horizonsBars, seed));
}

/** A member that fails is a fact about that decision; anything else that goes wrong is not for this file to judge. */
function orWhyNot<T>(work: () => T, onFailure?: () => void): T | NotEnough {
  try {
    return work();
  } catch (failure) {
    if (!(failure instanceof AlmanacError) || !failure.code.startsWith('model.')) throw failure;
    onFailure?.();
    return { notEnough: failure.message };
  }
}
