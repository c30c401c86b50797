/** The work of an evaluation as a list: every member over every block, then the releases of every block. */
import type { EpochMs } from '../../domain/market/candles.ts';
import { dayText } from '../../domain/market/moments.ts';
import { modelsOn } from '../../domain/models/registry.ts';
import { partName } from './parts.ts';
import { type Block, blocksBehind, blocksOf, type EvaluationPlan } from './plan.ts';
import { issueCode, memberCode } from './source-hash.ts';
import type { Job } from './thread.ts';

type Walk = Extract<Job, { kind: 'walk' }>;
type Issue = Extract<Job, { kind: 'issue' }>;

export interface Jobs {
  readonly walks: readonly Walk[];
  /** In time. */
  readonly issues: readonly Issue[];
}

export function jobsOf(plan: EvaluationPlan, triggers: readonly EpochMs[], candleHash: string): Jobs {
  const blocks = blocksOf(plan, triggers);
  const models = modelsOn(plan.barMs).map(({ name }) => name);
  const code = new Map(models.map((model) => [model, memberCode(model)]));
  const walks = blocks.flatMap((block) =>
    models.map((model) => walkOf(model, block, plan, { candleHash, code: code.get(model) })),
  );
  const issuer = issueCode();
  const issues = blocks
    .filter(({ issued }) => issued.length > 0)
    .map((block) => {
      const behind = new Set(blocksBehind(block, blocks, plan, triggers).map(({ start }) => start));
      const walked = walks.filter((walk) => behind.has(walk.block.start)).map(({ part }) => part);
      const part = partName(`releases-${dayText(block.start)}`, [
        issuer,
        plan.symbol,
        plan.horizonsHours,
        plan.recipe,
        plan.sharesByRegime,
        block.issued,
        walked,
      ]);
      return { kind: 'issue' as const, part, decisions: block.issued, walked };
    });
  return { walks, issues };
}

function walkOf(model: string, block: Block, { horizonsHours, seed }: EvaluationPlan, on: object): Walk {
  const part = partName(`${model}-${dayText(block.start)}`, [on, model, block, horizonsHours, seed]);
  return { kind: 'walk', part, model, block };
}
