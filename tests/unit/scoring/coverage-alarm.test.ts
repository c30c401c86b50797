import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { type IntervalOutcome, watchCoverage } from '../../../domain/scoring/coverage-alarm.ts';

/** Two decisions a day. */
const outcomes = (hits: readonly boolean[], horizonHours = 4): IntervalOutcome[] =>
  hits.map((covered, i) => ({
    issuedAt: i * 12 * HOUR_MS,
    resolvedAt: (i * 12 + horizonHours) * HOUR_MS,
    covered,
  }));

/** Hits that happen with one probability, whatever came before. */
const drawn = (name: string, probability: number, length: number) => {
  const rng = Rng.seeded(name);
  return Array.from({ length }, () => rng.uniform() < probability);
};

const runs = Array.from({ length: 400 }, (_, i) => i);
const fires = (of: (i: number) => IntervalOutcome[]) =>
  runs.filter((i) => watchCoverage(of(i)).alarms.length > 0).length;

it('begins at 1, and after one outcome is the mean of what two bets made of it', () => {
  expect(watchCoverage([])).toEqual({ decisions: 0, evidence: 1, alarms: [] });
  expect(watchCoverage(outcomes([true])).evidence).toBeCloseTo((0.7 / 0.8 + 0.88 / 0.8) / 2, 12);
  expect(watchCoverage(outcomes([false])).evidence).toBeCloseTo((0.3 / 0.2 + 0.12 / 0.2) / 2, 12);
});

it('bets on overlapping spans apart', () => {
  const miss = (0.3 / 0.2 + 0.12 / 0.2) / 2;
  const twice = ((0.3 / 0.2) ** 2 + (0.12 / 0.2) ** 2) / 2;
  expect(watchCoverage(outcomes([false, false], 12)).evidence).toBeCloseTo(twice, 12);
  expect(watchCoverage(outcomes([false, false], 24)).evidence).toBeCloseTo(miss, 12);
});

it('names when it fired and what held since, and begins anew', () => {
  const misses = outcomes(Array.from({ length: 40 }, () => false));
  const { alarms, decisions, evidence } = watchCoverage(misses);
  // (3/2)^n / 2 reaches 100 at the fourteenth miss
  expect(alarms).toEqual([
    { firedAt: misses[13].resolvedAt, coverage80: 0, decisions: 14 },
    { firedAt: misses[27].resolvedAt, coverage80: 0, decisions: 14 },
  ]);
  expect(decisions).toBe(40);
  expect(evidence).toBeCloseTo(watchCoverage(misses.slice(28)).evidence, 12);
});

describe('over two years of two decisions a day', () => {
  it.each([4, 24])('fires for at most 2 of 100 forecasters that keep the promise, at %i h', (horizonHours) => {
    expect(fires((i) => outcomes(drawn(`kept ${i}`, 0.8, 1_460), horizonHours)) / runs.length).toBeLessThanOrEqual(
      0.02,
    );
  });

  it.each([
    ['too narrow', 0.7],
    ['too wide', 0.88],
  ])('fires for nearly all whose intervals are %s', (_, probability) => {
    expect(fires((i) => outcomes(drawn(`broken ${i}`, probability, 1_460))) / runs.length).toBeGreaterThanOrEqual(0.98);
  });
});
