import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { type Bet, brierBound, crpsBound, evidence } from '../../../domain/scoring/evidence.ts';

const bet = (issuedHour: number, hours: number, difference: number, bound = 1): Bet => ({
  issuedAt: issuedHour * HOUR_MS,
  resolvedAt: (issuedHour + hours) * HOUR_MS,
  difference,
  bound,
});

it('starts at 1, and after one bet is the mean of 1 + λ d/c over the stakes', () => {
  expect(evidence([])).toBe(1);
  expect(evidence([bet(0, 4, 0.5)])).toBeCloseTo(1 + 0.5 * 0.5, 12);
  expect(evidence([bet(0, 4, -1)])).toBeCloseTo(0.5, 12);
});

it('multiplies bets of one stream and averages streams of overlapping ones', () => {
  const stakes = Array.from({ length: 39 }, (_, i) => (i + 1) / 40);
  const twice = stakes.reduce((sum, stake) => sum + (1 + stake) ** 2, 0) / 39;
  expect(evidence([bet(0, 12, 1), bet(12, 12, 1)])).toBeCloseTo(twice, 10);
  expect(evidence([bet(0, 24, 1), bet(12, 24, -1)])).toBeCloseTo((1.5 + 0.5) / 2, 10);
  expect(evidence([bet(0, 24, 1), bet(12, 24, -1), bet(24, 24, 1)])).toBeCloseTo((twice + 0.5) / 2, 10);
});

it('does not move where both forecasts are the same', () => {
  expect(evidence([bet(0, 4, 0, 0), bet(4, 4, 0, 0)])).toBe(1);
});

it('the bound holds for every pair of probabilities and either end, and is reached', () => {
  const p = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(p, p, (ours, base) => {
      const differences = [true, false].map((up) => Math.abs(brier(base, up) - brier(ours, up)));
      expect(Math.max(...differences)).toBeCloseTo(brierBound(ours, base), 12);
    }),
  );
});

it('grows past 20 for a forecaster that knows, and rarely for one that guesses, however often one looks', () => {
  const everTwenty = (seed: string, knowledge: number) => {
    const rng = Rng.seeded(seed);
    const bets: Bet[] = [];
    let highest = 0;
    for (let i = 0; i < 400; i++) {
      const lean = rng.uniform() < 0.5 ? 0.1 : -0.1;
      const up = rng.uniform() < 0.5 + knowledge * lean;
      const difference = brier(0.5, up) - brier(0.5 + lean, up);
      bets.push(bet(4 * i, 4, difference, brierBound(0.5 + lean, 0.5)));
      if (i % 20 === 19) highest = Math.max(highest, evidence(bets));
    }
    return highest >= 20;
  };
  const runs = Array.from({ length: 100 }, (_, i) => i);
  expect(runs.filter((i) => everTwenty(`guess ${i}`, 0)).length).toBeLessThanOrEqual(5);
  expect(runs.slice(0, 20).filter((i) => everTwenty(`know ${i}`, 2)).length).toBeGreaterThanOrEqual(18);
});

it('no outcome sets the CRPS of two forecasts further apart than their bound', () => {
  const quantiles = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 103, maxLength: 103 });
  const sorted = quantiles.map((values) => values.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(sorted, sorted, fc.double({ min: -2, max: 2, noNaN: true }), (ours, base, outcome) => {
      const apart = Math.abs(crps(ours, outcome) - crps(base, outcome));
      expect(apart).toBeLessThanOrEqual(crpsBound(ours, base) + 1e-12);
    }),
  );
  expect(crpsBound(Array(103).fill(0), Array(103).fill(1))).toBeCloseTo(1.495, 3);
});
