import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { cdfAt, quantileAt } from '../../../domain/numeric/distribution.ts';
import { gridQuantiles } from '../../../domain/numeric/quantiles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import type { EvaluationPlan } from '../../../lab/evaluation/plan.ts';
import type { ScoredRow } from '../../../lab/evaluation/scored-row.ts';
import { coverageCells } from '../../../lab/evaluation/scores/cells.ts';
import { judge } from '../../../lab/evaluation/scores/judged.ts';
import { Sample } from '../../../lab/evaluation/scores/sample.ts';
import { widthTerciles } from '../../../lab/evaluation/scores/terciles.ts';

const FIRST = Date.UTC(2021, 0, 1);
const plan: EvaluationPlan = {
  symbol: 'BTC/USDT',
  from: FIRST,
  to: FIRST + 600 * DAY_MS,
  slots: ['00:00', '12:00'],
  zone: 'UTC',
  barMs: HOUR_MS,
  horizonsHours: [4],
  every: 1,
  seed: '1',
};

const rng = Rng.seeded('a market');
const NORMAL = gridQuantiles(Float64Array.from({ length: 20_000 }, () => rng.normal()).sort());

/** Each place of the distribution once, in an order of chance: coverage is what it should be, without luck. */
function shuffledNormals(): number[] {
  const shuffle = Rng.seeded('order of outcomes');
  return Array.from({ length: 1_200 }, (_, i) => ({ z: quantileAt(NORMAL, (i + 0.5) / 1_200), at: shuffle.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ z }) => z);
}

/** A calm and a wild market by turns; `knows`: the share of the coming return that the forecast has heard of. */
function rowsOf({ knows = 0, widens = 1, touchedAt = 0.3 }): ScoredRow[] {
  return shuffledNormals().map((z, i) => {
    const sigma = 0.01 * Math.exp(0.8 * Math.sin(i / 40));
    const outcome = sigma * z;
    const left = sigma * widens * Math.sqrt(1 - knows ** 2);
    const quantiles = Float64Array.from(NORMAL, (level) => knows ** 2 * outcome + left * level);
    const climatology = NORMAL.map((level) => 0.011 * level);
    const losses = { ensemble: crps(quantiles, outcome), climatology: crps(climatology, outcome) };
    return {
      decision: FIRST + i * (DAY_MS / 2),
      horizonHours: 4,
      outcome,
      refusedReason: null,
      referenceCrps: losses.climatology,
      published: {
        quantiles,
        neighbours: null,
        uncalibrated: quantiles,
        regime: null,
        pUp: 1 - cdfAt(quantiles, 0),
        baseRate: 0.5,
        directional: true,
        method: 'ensemble',
        abstention: 0,
        pit: cdfAt(quantiles, outcome),
        crps: { ...losses, uncalibrated: losses.ensemble, 'har-x': losses.ensemble },
        weights: {},
        touches: [{ sigmas: 1, probability: 0.3, climatology: 0.5, touched: (i % 100) / 100 < touchedAt }],
      },
    };
  });
}

function judged(rows: readonly ScoredRow[], over: Partial<EvaluationPlan> = {}) {
  return judge(new Sample(rows, 4), { ...plan, ...over });
}

function broken(rows: readonly ScoredRow[]): string[] {
  return judged(rows)
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);
}

describe('what is judged', () => {
  it('warns of a forecast that has heard of the outcome', () => {
    expect(broken(rowsOf({ knows: 0.6 }))).toContain('early warning: skill too good to be true');
    expect(broken(rowsOf({}))).not.toContain('early warning: skill too good to be true');
  });

  it('an honest forecast that knows the width keeps all limits but that on direction', () => {
    expect(broken(rowsOf({}))).toEqual(['Brier skill of p_up', 'Brier skill of p_up, lower end']);
  });

  it('intervals a tenth too narrow break the limits of coverage', () => {
    expect(broken(rowsOf({ widens: 0.9 }))).toEqual(
      expect.arrayContaining(['50 % interval holds', '80 % interval holds', '95 % interval holds']),
    );
  });

  it('prices that are touched two points more or less often than the paths say break the limit of touches', () => {
    const excess = 'touches: probability less what was observed';
    expect(broken(rowsOf({ touchedAt: 0.3 }))).not.toContain(excess);
    expect(broken(rowsOf({ touchedAt: 0.27 }))).toContain(excess);
    expect(broken(rowsOf({ touchedAt: 0.33 }))).toContain(excess);
  });

  it('probabilities of touches that tell less than the past year break the limit of their skill', () => {
    const skill = 'touches: Brier skill against the past year';
    expect(broken(rowsOf({ touchedAt: 0.3 }))).not.toContain(skill);
    expect(broken(rowsOf({ touchedAt: 0.6 }))).toContain(skill);
  });

  it('hopes for more than the goal where a goal is set: BTC at UTC slots', () => {
    const skillOf = (over: Partial<EvaluationPlan>) => judged(rowsOf({}), over).find(({ what }) => what === 'skill');
    expect(skillOf({})).toMatchObject({ limit: [0.032, null], hoped: { aim: 0.035, moonshot: 0.04 } });
    expect(skillOf({ zone: 'Asia/Jerusalem' })).toBeUndefined();
    expect(skillOf({ symbol: 'ETH/USDT' })).toBeUndefined();
  });

  it('holds other symbols to the limits of coverage and touches, not to the goals of BTC', () => {
    const whatOf = (symbol: string) => new Set(judged(rowsOf({}), { symbol }).map(({ what }) => what));
    const goals = whatOf('BTC/USDT').difference(whatOf('SOL/USDT'));
    expect([...goals]).toEqual([
      'skill',
      'skill in each year',
      'not worse than har-x before calibration: lower end of the paired interval',
      'cost of calibration',
      'Brier skill of p_up',
      'Brier skill of p_up, lower end',
    ]);
  });

  it('shows each year and hour with the interval of so few', () => {
    const { rows } = new Sample(rowsOf({}), 4);
    const twenty = rows.filter(({ decision }) => decision % DAY_MS === 0).slice(0, 20);
    const sample = new Sample(
      rowsOf({}).filter(({ decision }) => twenty.some((row) => row.decision === decision)),
      4,
    );
    const [cell] = coverageCells(sample);
    expect(cell).toMatchObject({ year: 2021, hourUtc: 0, rows: 20 });
    expect(cell.low).toBeLessThan(cell.coverage80);
    expect(cell.high).toBeGreaterThan(cell.coverage80);
    expect(cell.high - cell.low).toBeGreaterThan(0.25);
  });

  it('ranks widths among those before, never among those after', () => {
    const { rows } = new Sample(rowsOf({}), 4);
    const terciles = widthTerciles(rows);
    expect(widthTerciles(rows.slice(0, 500))).toEqual(terciles.slice(0, 500));
    expect(terciles.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => null));
  });
});
