/** One member over one block: what it said wherever the ensemble learns from it, and what it answers to the releases. */
import { LEARNING_SEED, rehearsalsOf } from '../../domain/ensemble/boundary.ts';
import type { WalkedMember } from '../../domain/ensemble/learned-state.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { isNotEnough } from '../../domain/models/model.ts';
import { answerAt, type MemberWeek, memberWeek, walkedAt } from '../../domain/models/walk-forward.ts';
import type { Block } from './plan.ts';

/** A member's answer to a release, in full precision. */
export interface ReleaseAnswer {
  readonly decision: EpochMs;
  readonly horizonBars: number;
  readonly quantiles: Float64Array | null;
  readonly reason: string | null;
}

export interface WalkedBlock {
  readonly model: string;
  readonly learned: WalkedMember['forecasts'];
  readonly answers: readonly ReleaseAnswer[];
  /** Mondays at which the estimate threw: a release of that week knows nothing of this member's past. */
  readonly failedWeeks: readonly EpochMs[];
}

/** `history` reaches to the block's last decision or further; nothing after a decision is seen at it. */
export function walkMember(
  model: string,
  history: History,
  block: Block,
  asked: { readonly horizonsBars: readonly number[]; readonly seed: string },
): WalkedBlock {
  const { horizonsBars, seed } = asked;
  const weeks = new Map<EpochMs, MemberWeek>();
  const weekOf = (decision: EpochMs): MemberWeek => {
    const boundary = weeklyBoundary(decision);
    const week = weeks.get(boundary) ?? memberWeek(model, history, boundary, LEARNING_SEED);
    weeks.set(boundary, week);
    return week;
  };
  const learned = rehearsalsOf(model, block.learning).flatMap((decision) =>
    walkedAt(weekOf(decision), history, decision, { horizonsBars, seed: LEARNING_SEED }),
  );
  const answers = block.issued.flatMap((decision) => {
    const answer = answerAt(weekOf(decision), history, decision, { horizonsBars, seed });
    return horizonsBars.map((horizonBars, i) =>
      isNotEnough(answer)
        ? { decision, horizonBars, quantiles: null, reason: answer.notEnough }
        : { decision, horizonBars, quantiles: answer[i].quantiles, reason: null },
    );
  });
  const failedWeeks = [...weeks.values()].filter(({ failed }) => failed).map(({ boundary }) => boundary);
  return { model, learned, answers, failedWeeks };
}
