import { type Bars, factor, type Indicator, type Kernel } from './indicator.ts';

/**
 * Parabolic stop and reverse (Wilder 1978), in quote units. The first direction is down where the second bar makes
 * more downward than upward movement, as in TA-Lib. A fall is a rise of negated prices: one set of rules serves both.
 */
export const SAR: Indicator<'acceleration' | 'maximum'> = {
  name: 'SAR',
  parameters: { acceleration: factor(0.02), maximum: factor(0.2) },
  outputs: ['sar'],
  start: ({ acceleration, maximum }) => new SarKernel(Math.min(acceleration, maximum), maximum),
};

class SarKernel implements Kernel {
  readonly #acceleration: number;
  readonly #maximum: number;
  #previousHigh = Number.NaN;
  #previousLow = Number.NaN;
  /** 1 rising, −1 falling, 0 before the second bar. */
  #side = 0;
  #stop = 0;
  #extreme = 0;
  #factor = 0;

  constructor(acceleration: number, maximum: number) {
    this.#acceleration = acceleration;
    this.#maximum = maximum;
  }

  run({ high, low }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      out[0][i] = Number.isNaN(this.#previousHigh) ? Number.NaN : this.#follow(high[i], low[i]);
      this.#previousHigh = high[i];
      this.#previousLow = low[i];
    }
  }

  #follow(high: number, low: number): number {
    if (this.#side === 0) this.#begin(high, low);
    const side = this.#side;
    const against = side > 0 ? low : high;
    if (side * against <= side * this.#stop) return this.#reverse(high, low);
    const stop = this.#stop;
    const favourable = side > 0 ? high : low;
    if (side * favourable > side * this.#extreme) {
      this.#extreme = favourable;
      this.#factor = Math.min(this.#factor + this.#acceleration, this.#maximum);
    }
    this.#advance(against);
    return stop;
  }

  #begin(high: number, low: number): void {
    const up = high - this.#previousHigh;
    const down = this.#previousLow - low;
    this.#side = down > 0 && down > up ? -1 : 1;
    this.#extreme = this.#side > 0 ? high : low;
    this.#stop = this.#side > 0 ? this.#previousLow : this.#previousHigh;
    this.#factor = this.#acceleration;
    // TA-Lib takes the second bar as its own predecessor
    this.#previousHigh = high;
    this.#previousLow = low;
  }

  #reverse(high: number, low: number): number {
    const turned = -this.#side;
    const against = turned > 0 ? low : high;
    const stop = this.#clamp(turned, this.#extreme, against);
    this.#side = turned;
    this.#stop = stop;
    this.#extreme = turned > 0 ? high : low;
    this.#factor = this.#acceleration;
    this.#advance(against);
    return stop;
  }

  #advance(against: number): void {
    const next = this.#stop + this.#factor * (this.#extreme - this.#stop);
    this.#stop = this.#clamp(this.#side, next, against);
  }

  /** The stop never lies inside the last two bars. */
  #clamp(side: number, stop: number, against: number): number {
    return side > 0 ? Math.min(stop, this.#previousLow, against) : Math.max(stop, this.#previousHigh, against);
  }
}
