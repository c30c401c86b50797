/** What an evaluation asks for, and how its work is cut into pieces that can be done apart and kept. */
import { LEARNING_WEEKS, learningDecisions } from '../../domain/ensemble/boundary.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { slotInstants } from '../../domain/market/slots.ts';
import { WEEK_MS, weeklyBoundary } from '../../domain/market/week.ts';

export interface EvaluationPlan {
  readonly symbol: string;
  /** Decisions lie in [from, to). */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Local wall times, `HH:MM`. */
  readonly slots: readonly string[];
  readonly zone: string;
  readonly horizonsHours: readonly number[];
  /** Every n-th slot only; 1 is all of them. */
  readonly every: number;
  /** Of the releases; what is learned has its own. */
  readonly seed: string;
  /** What the shares of the members follow from; `own` where it is not said. */
  readonly shares?: PlannedShares;
}

export const PLANNED_SHARES = ['own', 'stacked', 'by-regime'] as const;
export type PlannedShares = (typeof PLANNED_SHARES)[number];

/** Half a year of decisions: weeks of one block are walked together, each estimated once. */
export interface Block {
  /** Its first Monday. */
  readonly start: EpochMs;
  /** Decisions at which the ensemble only learns from the members. */
  readonly learning: readonly EpochMs[];
  /** Decisions at which it issues. */
  readonly issued: readonly EpochMs[];
}

const BLOCK_WEEKS = 26;
const FIRST_MONDAY = weeklyBoundary(WEEK_MS);

export function decisionsOf({ slots, zone, from, to, every }: EvaluationPlan): EpochMs[] {
  return slotInstants({ zone, slots }, from, to)
    .map(({ cutoff }) => cutoff)
    .filter((_, i) => i % every === 0);
}

/** Ascending; the decisions of a plan and those that their releases learn from, each in exactly one block. */
export function blocksOf(plan: EvaluationPlan): Block[] {
  const issued = decisionsOf(plan);
  const boundaries = new Set(issued.map(weeklyBoundary));
  const learning = new Set([...boundaries].flatMap((boundary) => decisionsLearnedFrom(boundary, plan)));
  const learningOf = Map.groupBy([...learning].sort(ascending), blockStart);
  const issuedOf = Map.groupBy(issued, blockStart);
  const starts = [...new Set([...learningOf.keys(), ...issuedOf.keys()])].sort(ascending);
  return starts.map((start) => ({
    start,
    learning: learningOf.get(start) ?? [],
    issued: issuedOf.get(start) ?? [],
  }));
}

export function decisionsLearnedFrom(boundary: EpochMs, { horizonsHours }: EvaluationPlan): EpochMs[] {
  return learningDecisions(boundary, LEARNING_WEEKS, Math.max(...horizonsHours) * HOUR_MS);
}

/** The blocks that hold what the releases of one block learn from and issue. */
export function blocksBehind(block: Block, all: readonly Block[], plan: EvaluationPlan): Block[] {
  const first = decisionsLearnedFrom(weeklyBoundary(block.issued[0]), plan)[0];
  return all.filter(({ start }) => start >= blockStart(first) && start <= block.start);
}

function blockStart(at: EpochMs): EpochMs {
  const length = BLOCK_WEEKS * WEEK_MS;
  return FIRST_MONDAY + Math.floor((at - FIRST_MONDAY) / length) * length;
}

function ascending(a: number, b: number): number {
  return a - b;
}
