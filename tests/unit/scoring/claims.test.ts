import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import { type ClaimedForecast, claimOf, standing } from '../../../domain/scoring/claims.ts';
import { type Bet, brierBound, evidence } from '../../../domain/scoring/evidence.ts';

const forecast = (issuedHour: number, hours: number, ...differences: number[]): ClaimedForecast => ({
  issuedAt: issuedHour * HOUR_MS,
  resolvedAt: (issuedHour + hours) * HOUR_MS,
  differences,
  bounds: differences.map(() => 1),
});
const pending = (issuedHour: number, hours: number): ClaimedForecast => ({
  ...forecast(issuedHour, hours, 0),
  differences: null,
});
const series = (n: number, difference: number, from = 0) =>
  Array.from({ length: n }, (_, i) => forecast(from + 4 * i, 4, difference));

describe('a claim', () => {
  it('is nothing without outcomes, and counts the same evidence as the bets do', () => {
    expect(claimOf([])).toMatchObject({ verdict: 'unknown', better: 1, worse: 1, since: null, decisions: 0 });
    const forecasts = [0.2, -0.1, 0.3].map((difference, i) => forecast(12 * i, 24, difference));
    const bets: Bet[] = forecasts.map(({ issuedAt, resolvedAt, differences }) => ({
      ...{ issuedAt, resolvedAt },
      difference: differences?.[0] ?? 0,
      bound: 1,
    }));
    expect(claimOf(forecasts).better).toBeCloseTo(evidence(bets), 12);
  });

  it('is proven when the hardest baseline is beaten, and stays so while nothing speaks against it', () => {
    const proven = claimOf(series(40, 0.5));
    expect(proven).toMatchObject({ verdict: 'better', withdrawn: 0, decisions: 40 });
    expect(proven.better).toBeGreaterThanOrEqual(20);
    expect(claimOf([...series(40, 0.5), ...series(3, -0.3, 160)]).verdict).toBe('better');
    const oneIsAsGood = series(40, 0.5).map((f) => ({ ...f, differences: [0.5, 0], bounds: [1, 1] }));
    expect(claimOf(oneIsAsGood)).toMatchObject({ verdict: 'unknown', better: 1 });
  });

  it('is withdrawn by the evidence that came after it, and may come back', () => {
    const turned = claimOf([...series(12, 0.5), ...series(16, -0.5, 48)]);
    expect(turned).toMatchObject({ withdrawn: 1 });
    expect(turned.verdict).not.toBe('better');
    expect(claimOf([...series(12, 0.5), ...series(16, -0.5, 48), ...series(40, 0.5, 112)])).toMatchObject({
      verdict: 'better',
      withdrawn: 1,
    });
  });

  it('of the contrary is proven the same way', () => {
    expect(claimOf(series(40, -0.5))).toMatchObject({ verdict: 'worse' });
  });

  it('counts what is not known yet as lost, for either side', () => {
    const known = series(6, 0.5);
    const waiting = claimOf([...known, pending(24, 4)]);
    expect(waiting.better).toBeLessThan(claimOf(known).better);
    expect(waiting.worse).toBeLessThan(claimOf(known).worse);
    expect(waiting.decisions).toBe(6);
  });

  it('is false in at most one of twenty runs of a forecaster that only guesses, watched at every outcome', () => {
    const runs = Array.from({ length: 50 }, (_, run) => {
      const rng = Rng.seeded(`guessing ${run}`);
      return claimOf(
        Array.from({ length: 200 }, (_, i) => {
          const p = 0.45 + 0.1 * rng.uniform();
          const up = rng.uniform() < 0.5;
          return {
            ...forecast(12 * i, 24),
            differences: [brier(0.5, up) - brier(p, up)],
            bounds: [brierBound(p, 0.5)],
          };
        }),
      );
    });
    expect(runs.filter(({ verdict, withdrawn }) => verdict === 'better' || withdrawn > 0).length).toBeLessThan(5);
  });
});

describe('several claims', () => {
  it('stand as far as one in twenty of them may be false', () => {
    expect(standing([20])).toEqual([true]);
    expect(standing([20, 1])).toEqual([false, false]);
    expect(standing([40, 1])).toEqual([true, false]);
    expect(standing([20, 20, 20])).toEqual([true, true, true]);
    expect(standing([])).toEqual([]);
  });
});
