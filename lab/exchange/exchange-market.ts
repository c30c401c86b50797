import type { EpochMs } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import type { Listing } from './listings.ts';

export interface BookSides {
  readonly bids: (readonly [string, string])[];
  readonly asks: (readonly [string, string])[];
}

/** What an exchange of the lab trades: prices and depth that are the same for whoever asks at the same moment. */
export interface ExchangeMarket {
  /** Of what is drawn beside the prices: funding, open interest. */
  readonly seed: string;
  readonly listings: readonly Listing[];
  /**
   * Bars opening in [from, to] that had opened by `now`, ascending; `barMs` divides an hour or is a multiple of it.
   * The last one may be forming: it then holds the whole minutes up to `now` and the price at which the present
   * minute opened.
   */
  bars(listing: Listing, barMs: number, from: EpochMs, to: EpochMs, now: EpochMs): CandleRow[];
  /** Price of the latest trade: that at which the present minute opened. */
  lastPrice(listing: Listing, now: EpochMs): number;
  /** Best first. */
  book(listing: Listing, now: EpochMs, levels: number): BookSides;
}
