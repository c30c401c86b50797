/** How often a card is made where no card can be worth anything: on simulated markets without drift (METHODS §6). */
import { HOUR_MS } from '../../../domain/market/candles.ts';
import type { History } from '../../../domain/market/history.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import type { RegimeVerdict } from '../../../domain/regime/regime.ts';
import { samplePaths } from '../../../domain/scenarios/paths.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import { brierBound, evidence } from '../../../domain/scoring/evidence.ts';
import { recommend } from '../../../domain/trade/recommend.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';
import { type Direction, ewmaSigmas, simpleForecasts } from './simple-forecast.ts';

const BARS = 120 * 24;
const HOURS_BETWEEN_DECISIONS = 12;
const CUTOFF = Date.parse('2023-06-01T12:00Z');

export interface DriftlessResult {
  readonly slots: number;
  readonly cards: number;
  /** Slots at which some horizon claimed direction, wrongly: there is none. */
  readonly directional: number;
  readonly bestExpectedValue: number;
}

/**
 * One slot on each of `markets` hourly markets with GARCH volatility and fat tails. Direction is read from momentum, with
 * a slope and evidence fitted on the very past they are judged by: more credulous than a release is.
 */
export function driftlessMarkets(markets: number, count: number): DriftlessResult {
  let cards = 0;
  let directional = 0;
  let bestExpectedValue = Number.NEGATIVE_INFINITY;
  for (let market = 0; market < markets; market++) {
    const rng = Rng.seeded(`driftless ${market}`);
    const history = garchHistory(rng.fork('market'), BARS);
    const forecasts = simpleForecasts(history, [4, 12, 24], momentum(history));
    const paths = samplePaths({ history, published: forecasts, rng: rng.fork('paths'), count });
    const { card } = recommend({
      paths,
      history,
      forecasts,
      settings: DEFAULT_CARD_SETTINGS,
      regime: CALM,
      sourcesDegraded: false,
      fundingRate: null,
      rng: rng.fork('card'),
    });
    if (card.action !== 'NO-TRADE') cards++;
    if (forecasts.some((forecast) => forecast.directional)) directional++;
    bestExpectedValue = Math.max(bestExpectedValue, card.bestExpectedValue);
  }
  return { slots: markets, cards, directional, bestExpectedValue };
}

/** GARCH(1,1) with fat tails (normals of random scale), about 0.6 % an hour, ranges around each move. */
export function garchHistory(rng: Rng, length: number): History {
  const column = () => new Float64Array(length);
  const columns = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  const usual = 0.006 ** 2;
  let variance = usual;
  let price = 30_000;
  for (let i = 0; i < length; i++) {
    const move = Math.sqrt(variance) * (rng.uniform() < 0.1 ? 2 : 0.82) * rng.normal();
    const wick = () => Math.exp(0.4 * Math.sqrt(variance) * Math.abs(rng.normal()));
    const close = price * Math.exp(move);
    columns.open[i] = price;
    columns.close[i] = close;
    columns.high[i] = Math.max(price, close) * wick();
    columns.low[i] = Math.min(price, close) / wick();
    columns.volume[i] = 1_000 * (0.5 + rng.uniform());
    variance = 0.02 * usual + 0.08 * move * move + 0.9 * variance;
    price = close;
  }
  const firstOpenTime = CUTOFF - length * HOUR_MS;
  return { symbol: 'BTC/USDT', barMs: HOUR_MS, cutoff: CUTOFF, firstOpenTime, length, ...columns };
}

export const CALM: RegimeVerdict = {
  regime: 'range',
  probabilities: { 'trend-up': 0.1, 'trend-down': 0.1, range: 0.6, 'high-volatility': 0.1, crash: 0, recovery: 0.1 },
  confidence: 0.6,
  since: CUTOFF - 24 * HOUR_MS,
  evidence: {},
};

/** A direction from the last day's return, believed as far as the past bears it out. */
function momentum(history: History): (horizonHours: number) => Direction {
  const sigmas = ewmaSigmas(history);
  const at = (i: number) => Math.log(history.close[i] / history.close[i - 24]) / (sigmas[i] * Math.sqrt(24));
  const leanAt = (i: number, baseRate: number) => baseRate + 0.2 * Math.tanh(at(i));
  return (horizonHours) => {
    const last = history.length - 1;
    const decisions: number[] = [];
    for (let i = 200; i + horizonHours <= last; i += HOURS_BETWEEN_DECISIONS) decisions.push(i);
    const isUp = (i: number) => history.close[i + horizonHours] > history.close[i];
    const baseRate = decisions.filter(isUp).length / decisions.length;
    const slope = slopeOf(
      decisions.map((i) => ({ lean: leanAt(i, baseRate) - baseRate, miss: Number(isUp(i)) - baseRate })),
    );
    const bets = decisions.map((i) => {
      const leaned = baseRate + slope * (leanAt(i, baseRate) - baseRate);
      const difference = brier(baseRate, isUp(i)) - brier(leaned, isUp(i));
      return { issuedAt: i, resolvedAt: i + horizonHours, difference, bound: brierBound(leaned, baseRate) };
    });
    const pUp = baseRate + slope * (leanAt(last, baseRate) - baseRate);
    return { pUp, baseRate, directional: slope > 0 && evidence(bets) > 1, decisions: decisions.length };
  };
}

/** How much of the leans came true (least squares), 0 … 1. */
function slopeOf(rows: readonly { readonly lean: number; readonly miss: number }[]): number {
  const covariance = rows.reduce((sum, { lean, miss }) => sum + lean * miss, 0);
  const variance = rows.reduce((sum, { lean }) => sum + lean ** 2, 0);
  return Math.min(1, Math.max(0, covariance / variance));
}
