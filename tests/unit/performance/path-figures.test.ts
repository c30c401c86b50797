import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { deflatedSharpe } from '../../../domain/performance/deflated-sharpe.ts';
import { maxDrawdown } from '../../../domain/performance/drawdown.ts';
import { dailyMarks, type EquityPath, returnsOf } from '../../../domain/performance/equity-path.ts';
import { monthlyReturns } from '../../../domain/performance/months.ts';
import { pathFigures, sharpeOf, sortinoOf } from '../../../domain/performance/path-figures.ts';
import { bootstrapReturns } from '../../../domain/performance/stationary-bootstrap.ts';

/** Closes every `barMs` from 1970-01-01T00:00Z + offset. */
function path(equity: readonly number[], barMs = DAY_MS, startTime = 0): EquityPath {
  return {
    startTime,
    startQuote: 100,
    closeTime: Float64Array.from(equity, (_, i) => startTime + (i + 1) * barMs),
    equityQuote: Float64Array.from(equity),
  };
}

/** References of NumPy and SciPy on these returns. */
const RETURNS = Float64Array.of(0.01, -0.02, 0.015, 0.003, -0.007, 0.021, -0.011, 0.004, 0, 0.008);

describe('ratios of daily returns', () => {
  it('are those that NumPy reckons by the printed formulas', () => {
    expect(sharpeOf(RETURNS)).toBeCloseTo(3.5587922882397174, 12);
    expect(sortinoOf(RETURNS)).toBeCloseTo(5.82018568462457, 12);
  });

  it('have no value where nothing moves or nothing falls', () => {
    expect(sharpeOf(new Float64Array(5))).toBeNaN();
    expect(sortinoOf(Float64Array.of(0.01, 0.02))).toBeNaN();
  });

  it('are deflated by the number of variants tried as SciPy reckons it', () => {
    expect(deflatedSharpe(RETURNS, 1)).toMatchObject({ expectedBest: 0 });
    expect(deflatedSharpe(RETURNS, 1).probability).toBeCloseTo(0.7042317678210402, 6);
    expect(deflatedSharpe(RETURNS, 100).expectedBest).toBeCloseTo(16.11570013001286, 5);
    expect(deflatedSharpe(RETURNS, 100).probability).toBeCloseTo(0.029153180920669895, 6);
  });
});

describe('the equity path', () => {
  it('is marked at each midnight with the last close by then, a missing bar or not', () => {
    const marked = dailyMarks({
      startTime: 22 * HOUR_MS,
      startQuote: 100,
      closeTime: Float64Array.of(23, 24, 47, 72, 73).map((hour) => hour * HOUR_MS),
      equityQuote: Float64Array.of(101, 102, 103, 104, 105),
    });
    expect([...marked]).toEqual([100, 102, 103, 104]);
  });

  it('grows by its annual rate', () => {
    const year = path(Array.from({ length: 730 }, (_, i) => 100 * 1.21 ** ((i + 1) / 730)));
    expect(pathFigures(year)).toMatchObject({ totalReturn: expect.closeTo(0.21), cagr: expect.closeTo(0.1) });
  });

  it('tells the deepest fall, when it began, and how long it lasted', () => {
    expect(maxDrawdown(path([110, 120, 90, 100, 130, 125]))).toEqual({
      depth: 0.25,
      peakTime: 2 * DAY_MS,
      bottomTime: 3 * DAY_MS,
      recoveredTime: 5 * DAY_MS,
      days: 3,
    });
    expect(maxDrawdown(path([90, 95]))).toMatchObject({
      depth: expect.closeTo(0.1),
      peakTime: 0,
      recoveredTime: null,
      days: 2,
    });
    expect(maxDrawdown(path([100, 101])).depth).toBe(0);
  });

  it('has a return for each calendar month', () => {
    const days = Array.from({ length: 59 }, (_, i) => (i < 31 ? 110 : 121));
    expect(monthlyReturns(path(days))).toEqual([
      { month: '1970-01', return: expect.closeTo(0.1) },
      { month: '1970-02', return: expect.closeTo(0.1) },
    ]);
  });
});

describe('the stationary bootstrap', () => {
  const rng = Rng.seeded('returns');
  const daily = Float64Array.from({ length: 1_000 }, () => 0.001 + 0.02 * rng.normal());
  const how = () => ({ meanBlockDays: 10, draws: 5_000, rng: Rng.seeded('bootstrap') });

  it('is as wide as the theory of independent returns says, and around the figure itself', () => {
    const { sharpe, sortino, cagr } = bootstrapReturns(daily, how());
    expect(sharpe.value).toBeCloseTo(sharpeOf(daily), 9);
    expect(sortino.value).toBeCloseTo(sortinoOf(daily), 9);
    const deviation = Math.sqrt(365 / daily.length);
    expect((sharpe.high - sharpe.low) / (2 * 1.96 * deviation)).toBeCloseTo(1, 0.8);
    expect(cagr.low < cagr.value && cagr.value < cagr.high).toBe(true);
  });

  it('gives the same interval for the same seed', () => {
    expect(bootstrapReturns(daily, how())).toEqual(bootstrapReturns(daily, how()));
  });

  it('reads marks as the returns between them', () => {
    expect([...returnsOf(Float64Array.of(100, 110, 99))]).toEqual([expect.closeTo(0.1), expect.closeTo(-0.1)]);
  });
});
