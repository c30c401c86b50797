/** The limits that the forecasts must keep (METHODS §3, §4), and the goals set for BTC, each with what was measured. */
import { autocorrelation } from '../../../domain/scoring/autocorrelation.ts';
import type { EvaluationPlan } from '../plan.ts';
import { held, type Sample, utcHourOf, yearOf } from './sample.ts';
import { widthTerciles } from './terciles.ts';
import { distanceText, type TouchScore, touchScores } from './touches.ts';

export interface Judged {
  readonly horizonHours: number;
  readonly what: string;
  /** What was measured, one value or one per group. */
  readonly values: Readonly<Record<string, number>>;
  /** Every value must lie within, ends inclusive; null: no end. */
  readonly limit: readonly [low: number | null, high: number | null];
  /** What is hoped for beyond the limit; null where nothing is. */
  readonly hoped: Hoped | null;
  readonly holds: boolean;
}

interface Hoped {
  readonly aim: number;
  readonly moonshot: number;
}

/** Skill of BTC at UTC slots. */
const GOALS: ReadonlyMap<number, Hoped & { readonly must: number }> = new Map([
  [4, { must: 0.032, aim: 0.035, moonshot: 0.04 }],
  [12, { must: 0.031, aim: 0.033, moonshot: 0.037 }],
  [24, { must: 0.019, aim: 0.022, moonshot: 0.026 }],
]);
/** Skill beyond which somebody has probably looked ahead. */
const SUSPICIOUS = new Map([
  [4, 0.08],
  [12, 0.07],
  [24, 0.05],
]);
const GOAL_SYMBOL = 'BTC/USDT';

export function judge(sample: Sample, plan: EvaluationPlan): Judged[] {
  if (sample.rows.length === 0) return [];
  const line: Line = (what, values, limit, hoped) => ({
    horizonHours: sample.horizonHours,
    what,
    values,
    limit,
    hoped: hoped ?? null,
    holds: Object.values(values).every((value) => within(value, limit)),
  });
  return [
    ...(plan.symbol === GOAL_SYMBOL ? goalLines(sample, plan, line) : []),
    ...warningLines(sample, line),
    ...coverageLines(sample, line),
    ...touchLines(sample, line),
  ];
}

type Line = (what: string, values: Judged['values'], limit: Judged['limit'], hoped?: Hoped) => Judged;

/** Set for BTC; other symbols are reported. Level of skill and direction are promised at UTC slots alone (METHODS §1). */
function goalLines(sample: Sample, plan: EvaluationPlan, line: Line): Judged[] {
  const skill = sample.skill('ensemble').value;
  const goal = atUtcSlots(plan) ? GOALS.get(sample.horizonHours) : undefined;
  return [
    ...(goal ? [line('skill', { all: skill }, [goal.must, null], goal)] : []),
    line(
      'skill in each year',
      byGroup(sample, yearOf, (chosen) => sample.skill('ensemble', 'climatology', chosen).value),
      [0, null],
    ),
    line(
      'not worse than har-x before calibration: lower end of the paired interval',
      { low: sample.skill('uncalibrated', 'har-x').low },
      [-0.001, null],
    ),
    line('cost of calibration', { all: sample.skill('uncalibrated').value - skill }, [null, 0.004]),
    ...(atUtcSlots(plan) ? directionLines(sample, line) : []),
  ];
}

function atUtcSlots({ slots, zone }: EvaluationPlan): boolean {
  return zone === 'UTC' && slots.join() === '00:00,12:00';
}

function directionLines(sample: Sample, line: Line): Judged[] {
  if (sample.horizonHours !== 4) return [];
  const brier = sample.brierSkill();
  return [
    line('Brier skill of p_up', { all: brier.value }, [0.008, null]),
    line('Brier skill of p_up, lower end', { low: brier.low }, [0, null]),
  ];
}

function warningLines(sample: Sample, line: Line): Judged[] {
  const suspicious = SUSPICIOUS.get(sample.horizonHours);
  if (suspicious === undefined) return [];
  const skill = sample.skill('ensemble').value;
  return [line('early warning: skill too good to be true', { all: skill }, [null, suspicious])];
}

function coverageLines(sample: Sample, line: Line): Judged[] {
  const hits = sample.rows.map((row) => (held(row, '80') ? 1 : 0));
  const lag = sample.rowsUntilResolved;
  return [
    line('50 % interval holds', { all: sample.coverage('50') }, [0.48, 0.52]),
    line('80 % interval holds', { all: sample.coverage('80') }, [0.785, 0.815]),
    line('95 % interval holds', { all: sample.coverage('95') }, [0.94, 0.96]),
    line('q.01 to q.99 holds', { all: sample.coverage('98') }, [0.974, 0.986]),
    line(
      '80 % by decision hour (UTC)',
      byGroup(sample, utcHourOf, (chosen) => sample.coverage('80', chosen)),
      [0.77, 0.83],
    ),
    line(
      '80 % by year',
      byGroup(sample, yearOf, (chosen) => sample.coverage('80', chosen)),
      [0.75, 0.85],
    ),
    line('80 % by tercile of width', byTercile(sample), [0.76, 0.84]),
    line('autocorrelation of 80 % hits', { [`lag ${lag}`]: autocorrelation(hits, lag) }, [-0.05, 0.05]),
  ];
}

function touchLines(sample: Sample, line: Line): Judged[] {
  const scores = touchScores(sample);
  if (scores.length === 0) return [];
  const byDistance = (measure: (score: TouchScore) => number) =>
    Object.fromEntries(scores.map((score) => [distanceText(score.sigmas), measure(score)]));
  return [
    line(
      'touches: probability less what was observed',
      byDistance(({ excess }) => excess.value),
      [-0.02, 0.02],
    ),
    line(
      'touches: Brier skill against the past year',
      byDistance(({ brierSkill }) => brierSkill.value),
      [0, null],
    ),
  ];
}

function byGroup(
  sample: Sample,
  keyOf: (row: Sample['rows'][number]) => number,
  measure: (chosen: (row: Sample['rows'][number]) => boolean) => number,
): Record<string, number> {
  const keys = [...new Set(sample.rows.map(keyOf))].sort((a, b) => a - b);
  return Object.fromEntries(keys.map((key) => [key, measure((row) => keyOf(row) === key)]));
}

function byTercile(sample: Sample): Record<string, number> {
  const terciles = widthTerciles(sample.rows);
  const of = new Map(sample.rows.map((row, i) => [row, terciles[i]]));
  const coverage = (tercile: number) => sample.coverage('80', (row) => of.get(row) === tercile);
  return terciles.includes(0) ? { narrow: coverage(0), middle: coverage(1), wide: coverage(2) } : {};
}

function within(value: number, [low, high]: Judged['limit']): boolean {
  return (low === null || value >= low) && (high === null || value <= high);
}
