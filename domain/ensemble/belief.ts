/** What is believed at one moment from the decisions resolved by then: shares, recalibration, direction. */
import type { Direction } from '../calibration/direction.ts';
import { missingHourShare } from '../calibration/hour-of-day.ts';
import { type Recalibration, fitRecalibration } from '../calibration/recalibration.ts';
import { DAY_MS, type EpochMs } from '../market/candles.ts';
import type { PastDecision } from './past-decisions.ts';
import { type SharedBy, type Shares, sharesOf } from './shares.ts';

/** A past decision together with what the ensemble, knowing only what was resolved before, made of it. */
export interface IssuedDecision {
  readonly row: PastDecision;
  /** The hourly pattern at the decision's hour, as it was known then; see `hourSpreads`. */
  readonly spread: number;
  /** CRPS of the combination, before it was calibrated. */
  readonly combinedCrps: number;
  /** Interquartile range of the combination. */
  readonly width: number;
  /** Place of the outcome in the forecast before recalibration. */
  readonly pit: number;
}

export interface Belief extends Shares {
  /** Stretch of the combination by UTC hour of the decision, shape (24). */
  readonly hourScale: readonly number[];
  readonly recalibration: Recalibration | null;
  readonly direction: Direction;
}

/**
 * From decisions resolved at or before `now`, and the hourly pattern and direction measured by then; models without a record still get
 * their (equal) share.
 */
export function believe(
  issued: readonly IssuedDecision[],
  models: readonly string[],
  known: { readonly spreads: readonly number[]; readonly direction: Direction },
  { now, ...by }: SharedBy & { readonly now: EpochMs },
): Belief {
  const { halfLifeDays, worthHalfLifeDays, fewestDecisions } = by.recipe;
  const weightOf = ({ row }: IssuedDecision) => 2 ** ((row.decision - now) / (halfLifeDays * DAY_MS));
  const worthOf = ({ row }: IssuedDecision) => 2 ** ((row.decision - now) / (worthHalfLifeDays * DAY_MS));
  const enough = issued.length >= fewestDecisions;
  const missing = enough ? missingHourShare(issued.filter(({ width }) => width > 0)) : 0;
  return {
    ...sharesOf(issued, models, worthOf, by),
    hourScale: known.spreads.map((spread) => spread ** missing),
    recalibration: enough ? fitRecalibration(issued.flatMap((past) => bothSides(past.pit, weightOf(past)))) : null,
    direction: known.direction,
  };
}

/** The place of an outcome and its mirror image: which side it fell on is chance, how far out it fell is not. */
function bothSides(pit: number, weight: number) {
  return [
    { pit, weight: weight / 2 },
    { pit: 1 - pit, weight: weight / 2 },
  ];
}
