/** A thread of the crew: does one piece of work at a time and keeps the result as a part. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Candles, EpochMs } from '../../domain/market/candles.ts';
import { type BlockKind, blockOfKind } from '../../domain/models/blocks/kinds.ts';
import type { Series } from '../../domain/models/blocks/series.ts';
import { type AdviceSettings, adviseBlock } from './advise-block.ts';
import { walkBlock } from './blocks/walk-block.ts';
import type { IssuedRow } from './issued-row.ts';
import { issueBlock } from './issue-block.ts';
import { Parts } from './parts.ts';
import { type Block, type EvaluationPlan, horizonsBarsOf } from './plan.ts';
import { RecordedMarket } from './recorded-market.ts';
import { walkMember, type WalkedBlock } from './walk-member.ts';

export interface ThreadData {
  readonly candles: Candles;
  readonly plan: EvaluationPlan;
  readonly partsFolder: string;
  readonly blocks: readonly BlockSource[];
}

/** A block as it goes from thread to thread. */
export interface BlockSource {
  readonly kind: BlockKind;
  readonly series: Series;
}

export type Job =
  | { readonly kind: 'walk'; readonly part: string; readonly model: string; readonly block: Block }
  | {
      readonly kind: 'issue';
      readonly part: string;
      readonly decisions: readonly EpochMs[];
      /** Parts of the walks that are learned from and combined. */
      readonly walked: readonly string[];
    }
  | {
      readonly kind: 'advise';
      readonly part: string;
      /** The part of the forecasts that cards are made of. */
      readonly issued: string;
      readonly settings: AdviceSettings;
    }
  | {
      readonly kind: 'block';
      readonly part: string;
      /** Null: `har-x` as it is. */
      readonly block: BlockKind | null;
      readonly decisions: readonly EpochMs[];
    };

export interface Answer {
  readonly failure: string | null;
}

const { candles, plan, partsFolder, blocks } = workerData as ThreadData;
const market = new RecordedMarket(candles);
const parts = new Parts(partsFolder);

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answerTo(job));
});

function answerTo(job: Job): Answer {
  try {
    parts.write(job.part, resultOf(job));
    return { failure: null };
  } catch (failure) {
    return { failure: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) };
  }
}

function resultOf(job: Job): unknown {
  switch (job.kind) {
    case 'walk':
      return walkMember(job.model, market.history, job.block, {
        horizonsBars: horizonsBarsOf(plan),
        seed: plan.seed,
      });
    case 'issue': {
      const walked = job.walked.map((name) => parts.read<WalkedBlock>(name));
      return issueBlock(market, walked, job.decisions, plan);
    }
    case 'advise':
      return adviseBlock(market, parts.read<IssuedRow[]>(job.issued), job.settings);
    case 'block': {
      const source = blocks.find(({ kind }) => kind === job.block);
      const block = source ? blockOfKind(source.kind, source.series) : null;
      return walkBlock(market, block, job.decisions, { horizonsBars: plan.horizonsHours, seed: plan.seed });
    }
    default:
      return job satisfies never;
  }
}
