/** What each block would add to `har-x` alone, on the decisions that its data reach. */
import { sha256OfColumns } from '../../../domain/ledger/hash.ts';
import { DAY_MS, type EpochMs } from '../../../domain/market/candles.ts';
import type { Series } from '../../../domain/models/blocks/series.ts';
import { Crew } from '../crew.ts';
import type { Loaded } from '../load.ts';
import { Parts, partName } from '../parts.ts';
import { decisionsOf, type EvaluationPlan } from '../plan.ts';
import { blockCode } from '../source-hash.ts';
import type { BlockSource, Job } from '../thread.ts';
import { type BlockGain, gainOf, type PairedLoss } from './gain.ts';
import type { BlockLosses } from './walk-block.ts';

export interface Ablation {
  readonly plan: EvaluationPlan;
  readonly loaded: Loaded;
  readonly blocks: readonly BlockSource[];
  readonly partsFolder: string;
  readonly threads: number;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

type BlockJob = Extract<Job, { kind: 'block' }>;

/** Half a year of a block's values is in every estimate that is scored. */
const LEARNED_MS = 182 * DAY_MS;

/** One row per block and horizon; a block without thirty decisions has none. A run that was ended goes on where it was. */
export async function ablate(ablation: Ablation): Promise<BlockGain[]> {
  const { plan, blocks, partsFolder, loaded, tell } = ablation;
  if (blocks.length === 0) return [];
  const parts = new Parts(partsFolder);
  const decisions = decisionsOf(plan);
  const plain = jobOf(null, decisions, ablation);
  const jobs = blocks.map((source) => jobOf(source, reachedBy(source.series, decisions), ablation));
  const left = [plain, ...jobs].filter(({ part }) => !parts.has(part));
  if (left.length > 0) {
    await using crew = new Crew(Math.min(ablation.threads, left.length), {
      candles: loaded.candles,
      plan,
      partsFolder,
      blocks,
    });
    const done = ({ part }: Job) => tell(`har-x ${part.slice(0, -22)}`);
    await crew.work(left, done, ablation.signal);
  }
  const without = byDecision(plain, parts);
  return jobs.flatMap((job) => gainsOf(job, without, parts, plan));
}

function jobOf(source: BlockSource | null, decisions: readonly EpochMs[], { plan, loaded }: Ablation): BlockJob {
  const block = source?.kind ?? null;
  const series =
    source && sha256OfColumns([source.kind], [source.series.at, source.series.availableAt, source.series.values]);
  const { symbol, horizonsHours, seed } = plan;
  const on = [blockCode(), symbol, loaded.hash, series, decisions, horizonsHours, seed];
  return { kind: 'block', part: partName(block ? `with-${block}` : 'without-block', on), block, decisions };
}

/** The decisions before which half a year of values was known, up to a day after the last of them. */
function reachedBy({ at, availableAt }: Series, decisions: readonly EpochMs[]): EpochMs[] {
  const last = Math.max(at[at.length - 1], availableAt[availableAt.length - 1]) + DAY_MS;
  return decisions.filter((decision) => decision >= availableAt[0] + LEARNED_MS && decision <= last);
}

/** Losses of a decision per horizon. */
type Losses = ReadonlyMap<EpochMs, readonly { readonly own: number; readonly climatology: number }[]>;

function byDecision({ part, decisions }: BlockJob, parts: Parts): Losses {
  const { own, climatology } = parts.read<BlockLosses>(part);
  return new Map(
    decisions.map((decision, row) => [
      decision,
      own.map((losses, i) => ({ own: losses[row], climatology: climatology[i][row] })),
    ]),
  );
}

const FEWEST_ROWS = 30;

function gainsOf(job: BlockJob, without: Losses, parts: Parts, { horizonsHours }: EvaluationPlan): BlockGain[] {
  const withBlock = byDecision(job, parts);
  return horizonsHours.flatMap((horizonHours, i) => {
    const rows = job.decisions.flatMap((decision): PairedLoss[] => {
      const plain = without.get(decision)?.[i];
      const own = withBlock.get(decision)?.[i].own ?? Number.NaN;
      if (!plain || !Number.isFinite(own + plain.own + plain.climatology)) return [];
      return [{ decision, without: plain.own, withBlock: own, climatology: plain.climatology }];
    });
    return rows.length < FEWEST_ROWS ? [] : [gainOf(job.block ?? '', horizonHours, rows)];
  });
}
