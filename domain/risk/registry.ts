/** The risk rules in the order in which their reasons are named. One more is one file and one line. */
import type { RiskRule } from './rule.ts';
import { cardValidity } from './rules/card-validity.ts';
import { cooldown } from './rules/cooldown.ts';
import { correlatedExposure } from './rules/correlated-exposure.ts';
import { dailyLoss } from './rules/daily-loss.ts';
import { exposureCap } from './rules/exposure-cap.ts';
import { leverageCap } from './rules/leverage-cap.ts';
import { lossStreak } from './rules/loss-streak.ts';
import { maxDrawdown } from './rules/max-drawdown.ts';
import { openPositions } from './rules/open-positions.ts';
import { ordersPer5Minutes, ordersPerDay, ordersPerHour } from './rules/orders.ts';
import { positionCap } from './rules/position-cap.ts';
import { riskPerTrade } from './rules/risk-per-trade.ts';
import { shortNotAvailable } from './rules/short-not-available.ts';
import { slippageCap } from './rules/slippage-cap.ts';
import { spreadCap } from './rules/spread-cap.ts';
import { tradingState } from './rules/trading-state.ts';
import { turnoverPer5Minutes, turnoverPerDay } from './rules/turnover.ts';

export const RISK_RULES: readonly RiskRule[] = [
  tradingState,
  cardValidity,
  shortNotAvailable,
  riskPerTrade,
  lossStreak,
  maxDrawdown,
  dailyLoss,
  ordersPer5Minutes,
  ordersPerHour,
  ordersPerDay,
  turnoverPer5Minutes,
  turnoverPerDay,
  cooldown,
  spreadCap,
  slippageCap,
  positionCap,
  openPositions,
  leverageCap,
  exposureCap,
  correlatedExposure,
];
