/** The market that most model tests forecast: two years of hours with clustered volatility and a pattern of the day. */
import type { Candles } from '../../../domain/market/candles.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { type History, historyAt } from '../../../domain/market/history.ts';
import { START, simulatedMarket } from '../regime/simulated-market.ts';

export const BARS = 17_000;

/** Calm and wild months in turn, and afternoons twice as lively as nights. */
export const market: Candles = simulatedMarket(BARS, 'models', (bar) => ({
  sigma: (Math.floor(bar / 720) % 2 === 0 ? 0.004 : 0.012) * (bar % 24 >= 12 ? 1.3 : 0.65),
}));

export function closeOf(bar: number): number {
  return START + (bar + 1) * HOUR_MS;
}

/** What is known at the close of a bar. */
export function known(bar: number, candles: Candles = market): History {
  return historyAt(candles, closeOf(bar));
}

/** Same market, every price and volume put through `change`. */
export function changed(candles: Candles, change: (value: number, bar: number) => number): Candles {
  return {
    ...candles,
    open: candles.open.map(change),
    high: candles.high.map(change),
    low: candles.low.map(change),
    close: candles.close.map(change),
  };
}
