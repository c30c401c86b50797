/** Figures of closed trades, fees taken off (METHODS §11). */
import type { EpochMs } from '../market/candles.ts';

export interface ClosedTrade {
  readonly entryTime: EpochMs;
  readonly exitTime: EpochMs;
  readonly pnlQuote: number;
  /** `pnlQuote` over the equity of the account when the trade was entered. */
  readonly returnOnEquity: number;
  readonly exitReason: string;
}

export interface TradeFigures {
  readonly count: number;
  readonly winRate: number;
  readonly profitFactor: number;
  readonly expectancyQuote: number;
  readonly expectancy: number;
  readonly averageWinQuote: number;
  readonly averageLossQuote: number;
  readonly bestQuote: number;
  readonly worstQuote: number;
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
  readonly averageHoldingMs: number;
}

/** NaN where a figure has no value: averages over nothing, a profit factor without a loss. A trade of exactly 0 is no win. */
export function tradeFigures(trades: readonly ClosedTrade[]): TradeFigures {
  const pnls = trades.map(({ pnlQuote }) => pnlQuote);
  const wins = pnls.filter((pnl) => pnl > 0);
  const losses = pnls.filter((pnl) => pnl <= 0);
  const lost = -sum(losses);
  return {
    count: trades.length,
    winRate: wins.length / trades.length,
    profitFactor: lost > 0 ? sum(wins) / lost : Number.NaN,
    expectancyQuote: average(pnls),
    expectancy: average(trades.map(({ returnOnEquity }) => returnOnEquity)),
    averageWinQuote: average(wins),
    averageLossQuote: average(losses),
    bestQuote: trades.length > 0 ? Math.max(...pnls) : Number.NaN,
    worstQuote: trades.length > 0 ? Math.min(...pnls) : Number.NaN,
    longestWinStreak: longestRun(pnls, (pnl) => pnl > 0),
    longestLossStreak: longestRun(pnls, (pnl) => pnl <= 0),
    averageHoldingMs: average(trades.map(({ entryTime, exitTime }) => exitTime - entryTime)),
  };
}

export interface GroupFigures {
  readonly count: number;
  readonly winRate: number;
  readonly pnlQuote: number;
}

/** Trades told apart by what `groupOf` calls them. @example byGroup(trades, ({ exitReason }) => exitReason) */
export function byGroup<T extends ClosedTrade>(
  trades: readonly T[],
  groupOf: (trade: T) => string,
): Record<string, GroupFigures> {
  const groups = Map.groupBy(trades, groupOf);
  return Object.fromEntries(
    [...groups].map(([name, group]) => {
      const { count, winRate } = tradeFigures(group);
      return [name, { count, winRate, pnlQuote: sum(group.map(({ pnlQuote }) => pnlQuote)) }];
    }),
  );
}

function longestRun(pnls: readonly number[], belongs: (pnl: number) => boolean): number {
  let longest = 0;
  let run = 0;
  for (const pnl of pnls) {
    run = belongs(pnl) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function average(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
