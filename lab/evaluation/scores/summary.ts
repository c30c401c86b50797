/** What `summary.json` holds. */
import { HOUR_MS } from '../../../domain/market/candles.ts';
import type { Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import { type CoverageAlarm, watchCoverage } from '../../../domain/scoring/coverage-alarm.ts';
import { type DieboldMariano, dieboldMariano } from '../../../domain/scoring/diebold-mariano.ts';
import { skill } from '../../../domain/scoring/skill.ts';
import type { BlockGain } from '../blocks/gain.ts';
import { type EvaluationPlan, referenceOf } from '../plan.ts';
import type { ScoredRow } from '../scored-row.ts';
import { calibrationScores, type CalibrationScores } from './calibration.ts';
import { type CoverageCell, coverageCells } from './cells.ts';
import { judge, type Judged } from './judged.ts';
import { neighbourScores, type NeighbourScores } from './neighbours.ts';
import { held, type Sample, type Sampled, utcHourOf, yearOf } from './sample.ts';
import { type TouchScore, touchScores } from './touches.ts';

/** Autocovariances in the long-run variance of loss differences (METHODS §1). */
const LAGS = 14;

export interface Provenance {
  /** Names without their folders. */
  readonly files: readonly string[];
  /** SHA-256 of the candles that were read. */
  readonly candleHash: string;
  readonly codeVersion: string;
}

export interface Group {
  readonly rows: number;
  readonly skill: Estimate;
  readonly coverage80: number;
  readonly brierSkill: Estimate;
}

export interface HorizonSummary {
  readonly horizonHours: number;
  /** Published, with a known outcome. */
  readonly rows: number;
  readonly void: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly crps: number;
  readonly crpsReference: number;
  readonly skill: Estimate;
  readonly coverage: Readonly<Record<'50' | '80' | '95' | '98', number>>;
  /** What a watch over the published 80 % intervals, begun anew each year, would have told (METHODS §7). */
  readonly coverageAlarms: readonly CoverageAlarm[];
  readonly brierSkill: Estimate;
  /** Share of decisions at which direction was claimed. */
  readonly directional: number;
  /** Of the combination before calibration, of baselines and of members, each on the rows it answered. */
  readonly skillOf: Readonly<Record<string, Estimate>>;
  readonly meanWeight: Readonly<Record<string, number>>;
  readonly byYear: Readonly<Record<string, Group>>;
  readonly byHour: Readonly<Record<string, Group>>;
  readonly byRegime: Readonly<Record<string, Group>>;
  readonly coverageCells: readonly CoverageCell[];
  /** With refused decisions counted as climatology (METHODS §8). */
  readonly skillOfAllSlots: number;
  readonly calibration: CalibrationScores;
  /** Loss of the published forecast less that of another: negative means the published one is better. */
  readonly dieboldMariano: Readonly<Record<string, DieboldMariano>>;
  /** Mean gain in skill over abstaining at random, by abstaining where the members disagree (METHODS §9). */
  readonly abstentionGain: Estimate;
  /** Of prices at ± 0.5, 1 and 1.5 σ (METHODS §4). */
  readonly touches: readonly TouchScore[];
  /** Of what followed the similar windows, taken for a forecast. */
  readonly neighbours: NeighbourScores;
}

export interface EvaluationSummary {
  readonly schema: 1;
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
  readonly slots: readonly string[];
  readonly zone: string;
  readonly every: number;
  /** The baseline that skill is told against. */
  readonly reference: string;
  readonly provenance: Provenance;
  readonly horizons: readonly HorizonSummary[];
  /** Empty for forecasts of triggered releases: they are reported without a goal (METHODS §2). */
  readonly judged: readonly Judged[];
  /** What optional blocks would do to `har-x` alone; empty when none was asked for. */
  readonly ablation: readonly BlockGain[];
}

/** `samples`: of the same rows, one per horizon. */
export function summarise(
  rows: readonly ScoredRow[],
  samples: readonly Sample[],
  plan: EvaluationPlan,
  provenance: Provenance,
): Omit<EvaluationSummary, 'ablation'> {
  return {
    schema: 1,
    symbol: plan.symbol,
    from: new Date(plan.from).toISOString(),
    to: new Date(plan.to).toISOString(),
    slots: plan.slots,
    zone: plan.zone,
    every: plan.every,
    reference: referenceOf(plan),
    provenance,
    horizons: samples.map((sample) =>
      horizonSummary(
        rows.filter(({ horizonHours }) => horizonHours === sample.horizonHours),
        sample,
      ),
    ),
    judged: plan.barMs === HOUR_MS ? samples.flatMap((sample) => judge(sample, plan)) : [],
  };
}

function horizonSummary(all: readonly ScoredRow[], sample: Sample): HorizonSummary {
  const { rows } = sample;
  const models = [...new Set(rows.flatMap(({ crps }) => Object.keys(crps)))].filter((model) => model !== 'ensemble');
  const members = [...new Set(rows.flatMap(({ weights }) => Object.keys(weights)))];
  return {
    horizonHours: sample.horizonHours,
    rows: rows.length,
    void: all.filter(({ published, outcome }) => published && !Number.isFinite(outcome)).length,
    refused: countBy(all.flatMap(({ refusedReason }) => refusedReason ?? [])),
    crps: sample.mean(({ crps }) => crps.ensemble),
    crpsReference: sample.mean(({ crps }) => crps[sample.reference]),
    skill: sample.skill('ensemble'),
    coverage: {
      '50': sample.coverage('50'),
      '80': sample.coverage('80'),
      '95': sample.coverage('95'),
      '98': sample.coverage('98'),
    },
    coverageAlarms: coverageAlarms(sample),
    brierSkill: sample.brierSkill(),
    directional: sample.share(({ directional }) => directional),
    skillOf: Object.fromEntries(models.map((model) => [model, sample.skill(model)])),
    meanWeight: Object.fromEntries(members.map((model) => [model, sample.mean(({ weights }) => weights[model] ?? 0)])),
    byYear: groups(sample, yearOf),
    byHour: groups(sample, utcHourOf),
    byRegime: rows.some(({ regime }) => regime !== null) ? groups(sample, ({ regime }) => regime ?? 'unknown') : {},
    coverageCells: coverageCells(sample),
    skillOfAllSlots: skillOfAllSlots(all),
    calibration: calibrationScores(sample),
    dieboldMariano: Object.fromEntries(
      models.flatMap((model) => {
        const both = rows.filter(({ crps }) => model in crps);
        if (both.length < 2 * LAGS) return [];
        return [
          [
            model,
            dieboldMariano(
              both.map(({ crps }) => crps.ensemble - crps[model]),
              LAGS,
            ),
          ],
        ];
      }),
    ),
    abstentionGain: sample.abstentionGain(),
    touches: touchScores(sample),
    neighbours: neighbourScores(sample),
  };
}

/** Begun anew each year: a watch over years of kept promises has lost what it could bet, and sees no change any more. */
function coverageAlarms({ rows, horizonHours }: Sample): readonly CoverageAlarm[] {
  const outcomes = rows.map((row) => ({
    issuedAt: row.decision,
    resolvedAt: row.decision + horizonHours * HOUR_MS,
    covered: held(row, '80'),
    year: yearOf(row),
  }));
  return [...Map.groupBy(outcomes, ({ year }) => year).values()].flatMap((year) => watchCoverage(year).alarms);
}

function skillOfAllSlots(all: readonly ScoredRow[]): number {
  const known = all.filter(({ referenceCrps }) => Number.isFinite(referenceCrps));
  const sum = (of: (row: ScoredRow) => number) => known.reduce((total, row) => total + of(row), 0);
  return skill(
    sum(({ published, referenceCrps }) => published?.crps.ensemble ?? referenceCrps),
    sum(({ referenceCrps }) => referenceCrps),
  );
}

function groups(sample: Sample, keyOf: (row: Sampled) => number | string): Record<string, Group> {
  const keys = [...new Set(sample.rows.map(keyOf))].sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(
    keys.map((key) => {
      const chosen = (row: Sampled) => keyOf(row) === key;
      return [
        key,
        {
          rows: sample.rows.filter(chosen).length,
          skill: sample.skill('ensemble', sample.reference, chosen),
          coverage80: sample.coverage('80', chosen),
          brierSkill: sample.brierSkill(chosen),
        },
      ];
    }),
  );
}

function countBy(codes: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, found]) => [code, found.length]));
}
