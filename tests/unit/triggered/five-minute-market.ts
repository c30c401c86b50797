/** A seeded market of five-minute bars: calm and wild days in turn, some hours livelier than others. */
import { FIVE_MINUTES_MS } from '../../../domain/market/candles.ts';
import { type History, historyAt } from '../../../domain/market/history.ts';
import { simulatedMarket, START } from '../regime/simulated-market.ts';

/** UTC hours [from, to) that are twice as lively as the rest. */
export const LIVELY_HOURS = [13, 17] as const;

/** So many bars from a Monday on. */
export function fiveMinutes(bars: number): History {
  const market = simulatedMarket(bars, 'five-minutes', (bar) => {
    const hour = Math.floor(bar / 12) % 24;
    const lively = hour >= LIVELY_HOURS[0] && hour < LIVELY_HOURS[1];
    return { sigma: (Math.floor(bar / 500) % 2 === 0 ? 0.0007 : 0.0014) * (lively ? 2 : 1) };
  });
  const openTime = market.openTime.map((_, bar) => START + bar * FIVE_MINUTES_MS);
  const candles = { ...market, barMs: FIVE_MINUTES_MS, openTime };
  return historyAt(candles, START + bars * FIVE_MINUTES_MS, bars);
}

/** The same up to a moment, another market after it. */
export function wilderFrom(history: History, at: number): History {
  const bar = (at - history.firstOpenTime) / history.barMs;
  const other = (price: number, i: number) => (i < bar ? price : price * (1 + 0.05 * Math.sin(i)));
  return {
    ...history,
    open: history.open.map(other),
    close: history.close.map(other),
    high: history.high.map((price, i) => (i < bar ? price : price * 1.06)),
    low: history.low.map((price, i) => (i < bar ? price : price * 0.94)),
  };
}
