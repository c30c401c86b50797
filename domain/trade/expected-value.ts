/** Expected values of the candidates after all costs, on common random numbers (METHODS §6). */
import type { PublishedForecast } from '../ensemble/published.ts';
import { HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import type { Rng } from '../numeric/random.ts';
import type { Paths } from '../scenarios/paths.ts';
import type { Candidate } from './candidates.ts';
import { type Estimate, exitValue, type Trade } from './exit-value.ts';
import { fundingPaid, settlementsByBar } from './funding.ts';
import { driftlessFutures, type Futures } from './futures.ts';
import { leanOf, tiltAt } from './lean.ts';
import { type ParameterDraw, parameterDraws } from './parameter-draws.ts';
import { roundTripCost, type TradingCosts } from './settings.ts';

const DRAWS = 20;
const PATHS_PER_DRAW = 500;

/** What candidates are valued with. */
export interface Valuation {
  readonly paths: Paths;
  readonly history: History;
  readonly forecasts: readonly PublishedForecast[];
  readonly market: 'spot' | 'perp';
  /** Fraction per funding interval; null when the venue does not say. */
  readonly fundingRate: number | null;
  readonly costs: TradingCosts;
  /** σ of the 24-hour forecast, log-return. */
  readonly sigma24: number;
}

/**
 * One estimate per candidate, fractions of the entry price after fees, spread, slippage and funding. The standard error
 * joins that of the simulation with that of the parameters (the spread of the mean over their bootstrap).
 */
export function expectedValues(candidates: readonly Candidate[], valuation: Valuation, rng: Rng): Estimate[] {
  const { paths, history, forecasts } = valuation;
  const futures = driftlessFutures(paths, paths.count, 1);
  const draws = parameterDraws(history, forecasts, rng, DRAWS).map((draw) => ({
    draw,
    futures: driftlessFutures(paths, Math.min(paths.count, PATHS_PER_DRAW), draw.scale),
  }));
  const settlements = settlementsByBar(paths.cutoff, paths.barMs, paths.bars);
  const value = (candidate: Candidate, on: Futures, draw?: ParameterDraw) => {
    const trade = tradeOf(candidate, valuation);
    const forecast = forecasts.find(({ horizonHours }) => horizonHours === candidate.exitHours);
    const lean = leanOf(forecast) + (draw?.leanError.get(candidate.exitHours) ?? 0);
    return exitValue(trade, on, tiltAt(on, trade.exitBar, lean), settlements);
  };
  return candidates.map((candidate) => {
    const { mean, se } = value(candidate, futures);
    const spread = deviation(draws.map((drawn) => value(candidate, drawn.futures, drawn.draw).mean));
    return { mean: mean - roundTripCost(valuation.costs), se: Math.hypot(se, spread) };
  });
}

function tradeOf(candidate: Candidate, { paths, market, fundingRate, costs, sigma24 }: Valuation): Trade {
  const { side, stopSigmas, targetSigmas, exitHours } = candidate;
  return {
    sign: side === 'LONG' ? 1 : -1,
    stop: stopSigmas * sigma24,
    target: targetSigmas * sigma24,
    exitBar: Math.min(paths.bars, Math.round((exitHours * HOUR_MS) / paths.barMs)),
    fundingPaid: fundingPaid(side, side === 'SHORT' ? 'perp' : market, fundingRate, costs),
  };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
