/** Made-up markets for the indicator tests, all from a seed. */
import type { Bars } from '../../../domain/indicators/indicator.ts';
import { Rng } from '../../../domain/numeric/random.ts';

export const COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** A random walk with ranges, volume and, now and then, a bar that does not move. */
export function walk(length: number, seed: string): Bars {
  const rng = Rng.seeded(seed);
  const bars = emptyBars(length);
  let price = 100;
  for (let i = 0; i < length; i++) {
    const moves = rng.uniform() > 0.02;
    bars.open[i] = price;
    if (moves) price *= Math.exp(0.01 * rng.normal());
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * (moves ? 1 + 0.005 * rng.uniform() : 1);
    bars.low[i] = Math.min(bars.open[i], price) * (moves ? 1 - 0.005 * rng.uniform() : 1);
    bars.volume[i] = moves ? 1000 * rng.uniform() : 0;
  }
  return bars;
}

export function emptyBars(length: number): Bars {
  const column = () => new Float64Array(length);
  return { open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** Every bar opens, stays and closes at the given price. */
export function flatBars(closes: readonly number[], volume = 1): Bars {
  const column = () => Float64Array.from(closes);
  return { open: column(), high: column(), low: column(), close: column(), volume: column().fill(volume) };
}

export function mapBars(
  bars: Bars,
  change: (column: Float64Array, name: (typeof COLUMNS)[number]) => Float64Array,
): Bars {
  return {
    open: change(bars.open, 'open'),
    high: change(bars.high, 'high'),
    low: change(bars.low, 'low'),
    close: change(bars.close, 'close'),
    volume: change(bars.volume, 'volume'),
  };
}

/** The bits, so that equality is equality to the last of them, NaN included. */
export function bits(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}
