import type { CandleRow } from '../../domain/market/sources.ts';
import { activity, Column, type Factor, FIRST_HOUR } from './factor.ts';
import type { Listing } from './listings.ts';
import { Noise } from './noise.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** The price is pulled towards its anchor over two years: it stays plausible for decades, and no day can tell. */
const PULL_PER_HOUR = 1 / 17_520;

/** Log prices at the ends of the minutes (61), their extremes, volumes and relative deviations (60 each). */
interface Walk {
  readonly levels: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  readonly volumes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Prices of one symbol: hourly log-returns from the common and the own factor, and within the hour a Brownian bridge
 * of minutes that ends where the hour ends. So a minute, an hour and a day tell of one path.
 */
export class PricePath {
  readonly #listing: Listing;
  readonly #common: Factor;
  readonly #own: Factor;
  readonly #noise: Noise;
  /** Log price at the open of each hour, and volatility within it. */
  readonly #opens = new Column();
  readonly #sigmas = new Column();
  readonly #hourBars = new Map<number, CandleRow>();
  readonly #buffers: Walk = {
    levels: new Float64Array(61),
    highs: new Float64Array(60),
    lows: new Float64Array(60),
    volumes: new Float64Array(60),
    weights: new Float64Array(60),
  };
  #minutes: { readonly hour: number; readonly bars: readonly CandleRow[] } = { hour: -1, bars: [] };

  constructor(seed: string, listing: Listing, common: Factor, own: Factor) {
    this.#listing = listing;
    this.#common = common;
    this.#own = own;
    this.#noise = Noise.of(seed, `minutes:${listing.symbol}`);
    this.#opens.push(Math.log(listing.price));
  }

  /** The whole bar of an hour (hours since 1970, not before FIRST_HOUR): what its sixty minutes add up to. */
  hourBar(hour: number): CandleRow {
    let bar = this.#hourBars.get(hour);
    if (bar === undefined) {
      const { levels, highs, lows, volumes } = this.#walk(hour);
      let [high, low, volume] = [highs[0], lows[0], volumes[0]];
      for (let minute = 1; minute < 60; minute++) {
        high = Math.max(high, highs[minute]);
        low = Math.min(low, lows[minute]);
        volume += volumes[minute];
      }
      bar = this.#bar(hour * HOUR_MS, levels[0], high, low, levels[60], rounded(volume, 8));
      this.#hourBars.set(hour, bar);
    }
    return bar;
  }

  /** The sixty bars of an hour. */
  minuteBars(hour: number): readonly CandleRow[] {
    if (this.#minutes.hour !== hour) {
      const { levels, highs, lows, volumes } = this.#walk(hour);
      const bars = Array.from(volumes, (volume, i) =>
        this.#bar(hour * HOUR_MS + i * MINUTE_MS, levels[i], highs[i], lows[i], levels[i + 1], volume),
      );
      this.#minutes = { hour, bars };
    }
    return this.#minutes.bars;
  }

  /** Log prices and volumes of the minutes of an hour; the buffers are reused by the next walk. */
  #walk(hour: number): Walk {
    const index = hour - FIRST_HOUR;
    this.#growTo(index + 1);
    const noise = this.#noise.at(hour);
    const sigma = this.#sigmas.get(index) / Math.sqrt(60);
    this.#bridge(noise, index, sigma);
    const { levels, highs, lows, volumes, weights } = this.#buffers;
    const { hourlyTurnover, price, quantityDecimals } = this.#listing;
    const meanVolume = (hourlyTurnover * activity(hour) ** 2) / 60 / price;
    for (let minute = 0; minute < 60; minute++) {
      const middle = (levels[minute] + levels[minute + 1]) / 2;
      const step = levels[minute + 1] - levels[minute];
      const variance = 2 * (sigma * weights[minute]) ** 2;
      highs[minute] = middle + Math.sqrt(step * step - variance * Math.log(noise.uniform())) / 2;
      lows[minute] = middle - Math.sqrt(step * step - variance * Math.log(noise.uniform())) / 2;
      const traded = meanVolume * (0.4 + Math.abs(step) / sigma) * -Math.log(noise.uniform());
      volumes[minute] = rounded(traded, quantityDecimals);
    }
    return this.#buffers;
  }

  /** Levels at the ends of the minutes: a random walk bent so that it ends where the hour ends. */
  #bridge(noise: Noise, index: number, sigma: number): void {
    const { levels, weights } = this.#buffers;
    levels[0] = this.#opens.get(index);
    let variance = 0;
    for (let minute = 0; minute < 60; minute++) {
      weights[minute] = 0.5 + noise.uniform();
      variance += weights[minute] ** 2;
      levels[minute + 1] = levels[minute] + sigma * weights[minute] * noise.normal();
    }
    const missing = this.#opens.get(index + 1) - levels[60];
    let passed = 0;
    for (let minute = 0; minute < 60; minute++) {
      passed += weights[minute] ** 2;
      levels[minute + 1] += (missing * passed) / variance;
    }
    levels[60] = this.#opens.get(index + 1);
  }

  #growTo(index: number): void {
    const { beta, price } = this.#listing;
    const anchor = Math.log(price);
    while (this.#opens.length <= index) {
      const at = this.#opens.length - 1;
      const common = this.#common.hour(at);
      const own = this.#own.hour(at);
      const level = this.#opens.get(at);
      this.#sigmas.push(Math.hypot(beta * common.sigma, own.sigma));
      this.#opens.push(level + PULL_PER_HOUR * (anchor - level) + beta * common.logReturn + own.logReturn);
    }
  }

  #bar(openTime: number, open: number, high: number, low: number, close: number, volume: number): CandleRow {
    return [openTime, this.#price(open), this.#price(high), this.#price(low), this.#price(close), volume];
  }

  #price(log: number): number {
    const { priceDecimals } = this.#listing;
    return Math.max(10 ** -priceDecimals, rounded(Math.exp(log), priceDecimals));
  }
}

/** One bar from neighbouring ones. */
export function joinBars(bars: readonly CandleRow[], openTime: number): CandleRow {
  const open = bars[0][1];
  let [, , high, low, close, volume] = bars[0];
  for (let i = 1; i < bars.length; i++) {
    high = Math.max(high, bars[i][2]);
    low = Math.min(low, bars[i][3]);
    close = bars[i][4];
    volume += bars[i][5];
  }
  return [openTime, open, high, low, close, rounded(volume, 8)];
}

export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
