/** Reasons that lie in the forecast, the market or the news around a plan. */
import { Decimal } from 'decimal.js';
import { DAY_MS, HOUR_MS } from '../../market/candles.ts';
import { earlier, type History, logReturns } from '../../market/history.ts';
import { levelIndex } from '../../numeric/levels.ts';
import { sigma24Of } from '../../scenarios/sigma.ts';
import type { TradePlan, VetoReason } from '../card.ts';
import type { Veto } from './veto.ts';

/** F113's 2 % of the price, made relative: σ24 against the usual σ24 of the year. */
const WIDEST = 3;
/** F113's ten ATR, made relative: σ24 against σ24 as the last three days would have it; either way. */
const INCOHERENT = 4;
const YEAR_DAYS = 365;
const RECENT_DAYS = 3;
/** F114: 15 bps between bid and ask, made a limit on what trades here: a plan is at most 1 % of an hour's volume. */
const WIDEST_SPREAD_BPS = 15;
const LARGEST_SHARE_OF_HOUR = 0.01;
/** F114, F115: of equity, lost by the time exit in one of twenty cases if there were no stop. */
const MOST_VALUE_AT_RISK = 0.02;
/** F113. */
const NEWS_IMPACT = 0.8;
const NEWS_MS = 6 * HOUR_MS;

export const MARKET_VETOES = {
  'interval-too-wide': (_, { forecasts, history }) =>
    sigma24Of(forecasts) > WIDEST * realisedSigma24(history, YEAR_DAYS),
  'interval-incoherent-with-volatility': (_, { forecasts, history }) => {
    const ratio = sigma24Of(forecasts) / realisedSigma24(history, RECENT_DAYS);
    return !(ratio <= INCOHERENT && ratio >= 1 / INCOHERENT);
  },
  'dry-liquidity': (plan, { book, history }) => {
    if (book && !(spreadBps(book) <= WIDEST_SPREAD_BPS)) return true;
    return !(Number(plan.quantity) <= LARGEST_SHARE_OF_HOUR * medianHourlyVolume(history));
  },
  'value-at-risk-exceeded': (plan, { forecasts, settings, history }) => {
    const [{ quantiles, horizonHours }] = forecasts.toSorted((a, b) => b.horizonHours - a.horizonHours);
    const adverse = plan.side === 'LONG' ? -quantiles[levelIndex(0.05)] : quantiles[levelIndex(0.95)];
    const hours = (plan.timeExitAt - history.cutoff) / HOUR_MS;
    const move = Math.expm1(Math.max(0, adverse) * Math.sqrt(Math.min(1, Math.max(0, hours) / horizonHours)));
    return exposure(plan, settings.equityQuote) * move > MOST_VALUE_AT_RISK;
  },
  'news-conflict': ({ side }, { news, now }) =>
    news.some(
      ({ availableAt, impact, direction }) =>
        impact >= NEWS_IMPACT &&
        availableAt <= now &&
        now - availableAt <= NEWS_MS &&
        direction === (side === 'LONG' ? 'down' : 'up'),
    ),
} as const satisfies Partial<Record<VetoReason, Veto>>;

/** σ of 24 hours from the squared returns of the last days, log-return; NaN without returns. */
function realisedSigma24(history: History, days: number): number {
  const barsPerDay = DAY_MS / history.barMs;
  const recent = earlier(history, history.cutoff, days * barsPerDay + 1);
  const squares = logReturns(recent, 1)
    .filter(Number.isFinite)
    .map((r) => r * r);
  return Math.sqrt((squares.reduce((sum, square) => sum + square, 0) / squares.length) * barsPerDay);
}

/** Infinity when a side is empty. */
function spreadBps({ bids, asks }: { bids: readonly (readonly number[])[]; asks: readonly (readonly number[])[] }) {
  if (bids.length === 0 || asks.length === 0) return Number.POSITIVE_INFINITY;
  return (1e4 * (asks[0][0] - bids[0][0])) / ((asks[0][0] + bids[0][0]) / 2);
}

/** Base units per hour over the last day; 0 when nothing is known. */
function medianHourlyVolume(history: History): number {
  const recent = earlier(history, history.cutoff, DAY_MS / history.barMs);
  const volumes = recent.volume.filter(Number.isFinite).sort();
  return volumes.length === 0 ? 0 : volumes[volumes.length >> 1] * (HOUR_MS / history.barMs);
}

/** Notional over equity. */
function exposure({ quantity, entry }: TradePlan, equityQuote: number): number {
  return new Decimal(quantity).times(entry).div(equityQuote).toNumber();
}
