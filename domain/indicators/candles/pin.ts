/**
 * The four one-candle reversals: a short body with one shadow longer than the body and hardly any on the other side.
 * Which of the four it is depends on the side of the shadow and on where the bar before it lay.
 */
import type { Bars, Indicator, Kernel } from '../indicator.ts';
import { BODY_BARS, body, bodyBottom, bodyTop, MeanBefore, range } from './shape.ts';

/** TA-Lib calls within a fifth of the mean range of 5 bars "near". */
const NEAR_BARS = 5;
const NEAR_SHARE = 0.2;
/** A shadow under a tenth of the mean range is none. */
const NO_SHADOW_SHARE = 0.1;

/** What must hold between a pin and the bar before it. */
export type PinPlace = (pin: Pin) => boolean;

export interface Pin {
  readonly top: number;
  readonly bottom: number;
  readonly before: { readonly top: number; readonly bottom: number; readonly high: number; readonly low: number };
  /** Quote units, measured at the bar before. */
  readonly near: number;
}

/** A pattern that is `value` where it is found and 0 elsewhere. */
export function pinPattern(
  name: string,
  longShadow: 'upper' | 'lower',
  value: number,
  place: PinPlace,
): Indicator<never> {
  return { name, parameters: {}, outputs: ['pattern'], start: () => new PinKernel(longShadow, value, place) };
}

class PinKernel implements Kernel {
  readonly #longShadow: 'upper' | 'lower';
  readonly #value: number;
  readonly #place: PinPlace;
  readonly #bodies = new MeanBefore(BODY_BARS);
  readonly #ranges = new MeanBefore(BODY_BARS);
  readonly #nearRanges = new MeanBefore(NEAR_BARS);
  #near = Number.NaN;
  #before: Pin['before'] | null = null;

  constructor(longShadow: 'upper' | 'lower', value: number, place: PinPlace) {
    this.#longShadow = longShadow;
    this.#value = value;
    this.#place = place;
  }

  run(bars: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const meanBody = this.#bodies.next(body(bars, i));
      const meanRange = this.#ranges.next(range(bars, i));
      const top = bodyTop(bars, i);
      const bottom = bodyBottom(bars, i);
      out[0][i] = Number.NaN;
      if (this.#before !== null && !Number.isNaN(meanBody)) {
        const shaped = this.#isPin(bars, i, meanBody, NO_SHADOW_SHARE * meanRange);
        const found = shaped && this.#place({ top, bottom, before: this.#before, near: this.#near });
        out[0][i] = found ? this.#value : 0;
      }
      this.#before = { top, bottom, high: bars.high[i], low: bars.low[i] };
      this.#near = NEAR_SHARE * this.#nearRanges.next(range(bars, i));
    }
  }

  #isPin(bars: Bars, i: number, meanBody: number, noShadow: number): boolean {
    const upper = bars.high[i] - bodyTop(bars, i);
    const lower = bodyBottom(bars, i) - bars.low[i];
    const long = this.#longShadow === 'upper' ? upper : lower;
    const none = this.#longShadow === 'upper' ? lower : upper;
    const size = body(bars, i);
    return size < meanBody && long > size && none < noShadow;
  }
}
