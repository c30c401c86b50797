import { describe, expect, it } from 'vitest';
import { Rng } from '../../../domain/numeric/random.ts';
import { shuffledTrades } from '../../../domain/performance/monte-carlo.ts';
import { byGroup, type ClosedTrade, tradeFigures } from '../../../domain/performance/trade-figures.ts';

const trades = [10, 20, -5, -5, -10, 30, 0].map(
  (pnlQuote, i): ClosedTrade => ({
    entryTime: i * 10,
    exitTime: i * 10 + i,
    pnlQuote,
    returnOnEquity: pnlQuote / 1_000,
    exitReason: pnlQuote < -5 ? 'stop' : 'signal',
  }),
);

describe('tradeFigures', () => {
  it('counts, sums and runs', () => {
    expect(tradeFigures(trades)).toEqual({
      count: 7,
      winRate: 3 / 7,
      profitFactor: 3,
      expectancyQuote: 40 / 7,
      expectancy: expect.closeTo(40 / 7_000),
      averageWinQuote: 20,
      averageLossQuote: -5,
      bestQuote: 30,
      worstQuote: -10,
      longestWinStreak: 2,
      longestLossStreak: 3,
      averageHoldingMs: 3,
    });
  });

  it('tells the reasons of exits apart', () => {
    expect(byGroup(trades, ({ exitReason }) => exitReason)).toEqual({
      signal: { count: 6, winRate: 0.5, pnlQuote: 50 },
      stop: { count: 1, winRate: 0, pnlQuote: -10 },
    });
  });

  it('has no figures of nothing, and does not fail over it', () => {
    expect(tradeFigures([])).toMatchObject({ count: 0, winRate: Number.NaN, longestWinStreak: 0 });
  });
});

describe('shuffledTrades', () => {
  it('ends every run of equal trades where they must end', () => {
    const { growth, maxDrawdown, chanceOfHalving } = shuffledTrades(
      new Float64Array(12).fill(0.1),
      100,
      Rng.seeded('1'),
    );
    growth.forEach((each) => expect(each).toBeCloseTo(1.1 ** 12, 9));
    expect(maxDrawdown).toEqual([0, 0, 0]);
    expect(chanceOfHalving).toBe(0);
    expect(shuffledTrades(new Float64Array(12).fill(-0.1), 100, Rng.seeded('1'))).toMatchObject({
      chanceOfHalving: 1,
      maxDrawdown: [1, 1, 1].map(() => expect.closeTo(1 - 0.9 ** 12)),
    });
  });

  it('agrees with the law of the sum: the median of independent trades', () => {
    const rng = Rng.seeded('trades');
    const returns = Float64Array.from({ length: 500 }, () => 0.002 + 0.02 * rng.normal());
    const logs = returns.reduce((sum, r) => sum + Math.log1p(r), 0);
    const { growth } = shuffledTrades(returns, 4_000, Rng.seeded('1'));
    expect(Math.log(growth[1])).toBeCloseTo(logs, 0.7);
    expect(Math.log(growth[2] / growth[0])).toBeGreaterThan(1.6 * 0.02 * Math.sqrt(500));
  });
});
