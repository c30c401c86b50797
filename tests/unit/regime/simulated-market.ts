/** Seeded hourly markets whose volatility and drift are known, for tests that look for what was planted. */
import type { Candles } from '../../../domain/market/candles.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** A Monday. */
export const START = Date.UTC(2021, 0, 4);
const STEPS_A_BAR = 12;

/** `law(i)`: volatility per hour and drift per hour of bar i, as log-returns. */
export function simulatedMarket(
  bars: number,
  seed: string,
  law: (bar: number) => { readonly sigma: number; readonly drift?: number },
): Candles {
  const rng = Rng.seeded(seed);
  const column = () => new Float64Array(bars);
  const candles = { openTime: column(), open: column(), high: column(), low: column(), close: column() };
  const volume = column();
  let price = 20_000;
  for (let i = 0; i < bars; i++) {
    const { sigma, drift = 0 } = law(i);
    const path = [price];
    for (let step = 0; step < STEPS_A_BAR; step++) {
      price *= Math.exp(drift / STEPS_A_BAR + (sigma / Math.sqrt(STEPS_A_BAR)) * rng.normal());
      path.push(price);
    }
    candles.openTime[i] = START + i * HOUR_MS;
    candles.open[i] = path[0];
    candles.high[i] = Math.max(...path);
    candles.low[i] = Math.min(...path);
    candles.close[i] = price;
    volume[i] = 100 * (0.5 + rng.uniform()) * (sigma / 0.005);
  }
  return { symbol: 'SIM/USDT', barMs: HOUR_MS, ...candles, volume };
}

/** The same candles without the rows of some bars. */
export function without(candles: Candles, bars: ReadonlySet<number>): Candles {
  const keep = (column: Float64Array) => column.filter((_, i) => !bars.has(i));
  return {
    ...candles,
    openTime: keep(candles.openTime),
    open: keep(candles.open),
    high: keep(candles.high),
    low: keep(candles.low),
    close: keep(candles.close),
    volume: keep(candles.volume),
  };
}

/** The same candles with nonsense in every row from one bar on: what came later. */
export function alteredFrom(candles: Candles, bar: number): Candles {
  const nonsense = (column: Float64Array) => column.map((x, i) => (i >= bar ? x * (2 + (i % 7)) : x));
  return {
    ...candles,
    open: nonsense(candles.open),
    high: nonsense(candles.high),
    low: nonsense(candles.low),
    close: nonsense(candles.close),
    volume: nonsense(candles.volume),
  };
}
