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
  const { plan, blocks, partsFolder, loaded, threads } = ablation;
  if (blocks.length === 0) return [];
  const parts = new Parts(partsFolder);
  await using crew = new Crew(Math.min(threads, blocks.length), { candles: loaded.candles, plan, partsFolder, blocks });
  const plain = jobOf(null, decisionsOf(plan), ablation);
  await walkLeft([plain], parts, crew, ablation);
  const without = plainLosses(plain, parts);
  const jobs = blocks.map((source) => jobOf(source, reachedBy(source.series, [...without.keys()]), ablation));
  await walkLeft(jobs, parts, crew, ablation);
  return jobs.flatMap((job) => gainsOf(job, without, parts, plan));
}

async function walkLeft(
  jobs: readonly BlockJob[],
  parts: Parts,
  crew: Crew,
  { tell, signal }: Ablation,
): Promise<void> {
  const done = ({ part }: Job) => tell(`har-x ${part.slice(0, -22)}`);
  await crew.work(
    jobs.filter(({ part }) => !parts.has(part)),
    done,
    signal,
  );
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

/** Losses without a block, per horizon, of the decisions that were answered at one of them at least. */
type PlainLosses = ReadonlyMap<EpochMs, readonly { readonly without: number; readonly climatology: number }[]>;

function plainLosses({ part, decisions }: BlockJob, parts: Parts): PlainLosses {
  const { own, climatology } = parts.read<BlockLosses>(part);
  const rows = decisions.map((decision, row) => {
    const losses = own.map((column, i) => ({ without: column[row], climatology: climatology[i][row] }));
    return [decision, losses] as const;
  });
  return new Map(rows.filter(([, losses]) => losses.some(({ without }) => Number.isFinite(without))));
}

const FEWEST_ROWS = 30;

function gainsOf(job: BlockJob, plain: PlainLosses, parts: Parts, { horizonsHours }: EvaluationPlan): BlockGain[] {
  const { own } = parts.read<BlockLosses>(job.part);
  return horizonsHours.flatMap((horizonHours, i) => {
    const rows = job.decisions.flatMap((decision, row): PairedLoss[] => {
      const losses = plain.get(decision)?.[i];
      const paired = losses && { decision, withBlock: own[i][row], ...losses };
      return paired && Number.isFinite(paired.without + paired.withBlock + paired.climatology) ? [paired] : [];
    });
    return rows.length < FEWEST_ROWS ? [] : [gainOf(job.block ?? '', horizonHours, rows)];
  });
}
