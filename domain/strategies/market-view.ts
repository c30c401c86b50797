import type { Candles, EpochMs } from '../market/candles.ts';

/** The closed bars of a market, newest first: all that a strategy can see of prices. */
export interface MarketView {
  /** Bars that have closed. */
  readonly count: number;
  /** When the newest bar closed: now. */
  readonly closeTime: EpochMs;
  /** Each takes how many bars back, 0 = the newest; NaN before the first bar. Throws a RangeError for what is yet to come. */
  open(back?: number): number;
  high(back?: number): number;
  low(back?: number): number;
  close(back?: number): number;
  volume(back?: number): number;
}

/** Shows one bar more. Whoever holds this is the clock; no strategy is given it. */
export type ShowNext = () => void;

/**
 * A view of candles that begins with none of them, and the function that shows the next. The columns and the end are
 * private to the view, so that no strategy can look ahead: there is no way to ask.
 *
 * @example const { view, showNext } = openView(candles); showNext(); view.close() // close of the first bar
 */
export function openView(candles: Candles): { readonly view: MarketView; readonly showNext: ShowNext } {
  const view = new ClosedBars(candles);
  return { view, showNext: () => showBar(view) };
}

let showBar: (view: ClosedBars) => void;

class ClosedBars implements MarketView {
  readonly #candles: Candles;
  #last = -1;

  static {
    showBar = (view) => {
      view.#last++;
    };
  }

  constructor(candles: Candles) {
    this.#candles = candles;
  }

  get count(): number {
    return this.#last + 1;
  }

  get closeTime(): EpochMs {
    return this.#at(this.#candles.openTime, 0) + this.#candles.barMs;
  }

  open(back = 0): number {
    return this.#at(this.#candles.open, back);
  }

  high(back = 0): number {
    return this.#at(this.#candles.high, back);
  }

  low(back = 0): number {
    return this.#at(this.#candles.low, back);
  }

  close(back = 0): number {
    return this.#at(this.#candles.close, back);
  }

  volume(back = 0): number {
    return this.#at(this.#candles.volume, back);
  }

  #at(column: Float64Array, back: number): number {
    if (!(back >= 0) || !Number.isInteger(back)) throw new RangeError(`${back} bars back is not a closed bar`);
    return back <= this.#last ? column[this.#last - back] : Number.NaN;
  }
}
