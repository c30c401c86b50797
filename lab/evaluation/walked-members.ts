/** What the members said over the blocks behind a release, as the ensemble asks for it. */
import type { MemberAnswer } from '../../domain/ensemble/combine.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { modelsOn } from '../../domain/models/registry.ts';
import type { EvaluationPlan } from './plan.ts';
import type { ReleaseAnswer, WalkedBlock } from './walk-member.ts';

export interface Member {
  readonly model: string;
  readonly version: string;
  readonly learned: ReadonlyMap<EpochMs, WalkedBlock['learned']>;
  readonly answers: ReadonlyMap<EpochMs, readonly ReleaseAnswer[]>;
  readonly failedWeeks: ReadonlySet<EpochMs>;
}

/** In the order of the registry, in which a release asks them. */
export function membersOf(walked: readonly WalkedBlock[], { barMs }: EvaluationPlan): Member[] {
  return modelsOn(barMs).map(({ name, version }) => {
    const own = walked.filter(({ model }) => model === name);
    return {
      model: name,
      version,
      learned: Map.groupBy(
        own.flatMap(({ learned }) => learned),
        ({ decision }) => decision,
      ),
      answers: Map.groupBy(
        own.flatMap(({ answers }) => answers),
        ({ decision }) => decision,
      ),
      failedWeeks: new Set(own.flatMap(({ failedWeeks }) => failedWeeks)),
    };
  });
}

export function answerOf({ model, version, answers }: Member, decision: EpochMs, wantedBars: number): MemberAnswer {
  const answer = answers.get(decision)?.find(({ horizonBars }) => horizonBars === wantedBars);
  if (!answer) throw new RangeError(`${model} was not walked over ${new Date(decision).toISOString()}`);
  return { model, version, quantiles: answer.quantiles, droppedReason: answer.reason };
}
