/** What an evaluation asks for, and how its work is cut into pieces that can be done apart and kept. */
import { LEARNING_WEEKS, learningDecisions } from '../../domain/ensemble/boundary.ts';
import { type EpochMs, FIVE_MINUTES_MS, HOUR_MS } from '../../domain/market/candles.ts';
import { slotInstants } from '../../domain/market/slots.ts';
import { WEEK_MS, weeklyBoundary } from '../../domain/market/week.ts';
import { TRIGGERED_REFERENCE } from '../../domain/triggered/baselines.ts';
import { learnedSteps, learnedTriggers } from '../../domain/triggered/decisions.ts';

export interface EvaluationPlan {
  readonly symbol: string;
  /** Decisions lie in [from, to). */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Length of the bars: hours for planned releases, five minutes for triggered ones. */
  readonly barMs: number;
  /** Local wall times, `HH:MM`, or `triggered`. */
  readonly slots: readonly string[];
  readonly zone: string;
  readonly horizonsHours: readonly number[];
  /** Every n-th slot only; 1 is all of them. */
  readonly every: number;
  /** Of the releases; what is learned has its own. */
  readonly seed: string;
  /** Id of the recipe that makes the forecasts of the members; absent: the one that releases use. */
  readonly recipe?: string;
  /** The shares of the members also follow from the regime, which no recipe has. */
  readonly sharesByRegime?: true;
}

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

/** The word among the slots that stands for the moments at which a trigger fires. */
export const TRIGGERED = 'triggered';

/** `triggers`: the moments at which a trigger fires, ascending; those of the plan's span count where it asks for them. */
export function decisionsOf(
  { slots, zone, from, to, every }: EvaluationPlan,
  triggers: readonly EpochMs[] = [],
): EpochMs[] {
  const times = slots.filter((slot) => slot !== TRIGGERED);
  const planned = slotInstants({ zone, slots: times }, from, to).map(({ cutoff }) => cutoff);
  const triggered = times.length < slots.length ? triggers.filter((at) => at >= from && at < to) : [];
  return [...new Set([...planned, ...triggered])].sort(ascending).filter((_, i) => i % every === 0);
}

/** When it decides, for a reader. @example decisionsText({ slots: ['00:00', '12:00'], zone: 'UTC' }) // 00:00 and 12:00 UTC */
export function decisionsText({ slots, zone }: Pick<EvaluationPlan, 'slots' | 'zone'>): string {
  const times = slots.filter((slot) => slot !== TRIGGERED);
  const planned = times.length > 0 ? [`${times.join(' and ')} ${zone}`] : [];
  return [...planned, ...(times.length < slots.length ? ['each trigger'] : [])].join(' and ');
}

/** The baseline that skill is told against (METHODS §2). */
export function referenceOf({ barMs }: EvaluationPlan): string {
  return barMs === FIVE_MINUTES_MS ? TRIGGERED_REFERENCE : 'climatology';
}

export function horizonsBarsOf({ horizonsHours, barMs }: EvaluationPlan): number[] {
  return horizonsHours.map((hours) => (hours * HOUR_MS) / barMs);
}

/** Ascending; the decisions of a plan and those that their releases learn from, each in exactly one block. */
export function blocksOf(plan: EvaluationPlan, triggers: readonly EpochMs[] = []): Block[] {
  const issued = decisionsOf(plan, triggers);
  const boundaries = new Set(issued.map(weeklyBoundary));
  const learning = new Set([...boundaries].flatMap((boundary) => learnedInAll(boundary, plan, triggers)));
  const learningOf = Map.groupBy([...learning].sort(ascending), blockStart);
  const issuedOf = Map.groupBy(issued, blockStart);
  const starts = [...new Set([...learningOf.keys(), ...issuedOf.keys()])].sort(ascending);
  return starts.map((start) => ({
    start,
    learning: learningOf.get(start) ?? [],
    issued: issuedOf.get(start) ?? [],
  }));
}

/** `triggers`: those of the market for a triggered release, which learns from what followed them; null for any other. */
export function decisionsLearnedFrom(
  boundary: EpochMs,
  { horizonsHours, barMs }: EvaluationPlan,
  triggers: readonly EpochMs[] | null = null,
): EpochMs[] {
  const longestMs = Math.max(...horizonsHours) * HOUR_MS;
  if (triggers) return learnedTriggers(triggers, boundary, longestMs);
  if (barMs === FIVE_MINUTES_MS) return learnedSteps(boundary, longestMs);
  return learningDecisions(boundary, LEARNING_WEEKS, longestMs);
}

/** What the releases of a week learn from, of whichever kind they are. */
function learnedInAll(boundary: EpochMs, plan: EvaluationPlan, triggers: readonly EpochMs[]): EpochMs[] {
  return [
    ...(plan.slots.some((slot) => slot !== TRIGGERED) ? decisionsLearnedFrom(boundary, plan) : []),
    ...(plan.slots.includes(TRIGGERED) ? decisionsLearnedFrom(boundary, plan, triggers) : []),
  ];
}

/** The blocks that hold what the releases of one block learn from and issue. */
export function blocksBehind(
  block: Block,
  all: readonly Block[],
  plan: EvaluationPlan,
  triggers: readonly EpochMs[] = [],
): Block[] {
  const first = Math.min(block.issued[0], ...learnedInAll(weeklyBoundary(block.issued[0]), plan, triggers));
  return all.filter(({ start }) => start >= blockStart(first) && start <= block.start);
}

function blockStart(at: EpochMs): EpochMs {
  const length = BLOCK_WEEKS * WEEK_MS;
  return FIRST_MONDAY + Math.floor((at - FIRST_MONDAY) / length) * length;
}

function ascending(a: number, b: number): number {
  return a - b;
}
