import { type Candles, type EpochMs, MINUTE_MS } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { decimal } from './klines.ts';
import { type Listing, listingsOf } from './listings.ts';
import type { BookSides, ExchangeMarket } from './exchange-market.ts';
import { joinBars } from './price-path.ts';

/** More than anybody asks for at one price. */
const DEPTH = 10_000;

/**
 * A market that says one price a minute, the open of each minute of a tape, with as much of it on either side as
 * anybody wants and nothing between bid and ask: what backtest, paper and exchange can all be shown (docs/TRADING.md).
 */
export class TapeMarket implements ExchangeMarket {
  readonly seed = 'tape';
  readonly listings: readonly Listing[];
  readonly #rows: readonly CandleRow[];

  /** Minutes without a gap. */
  constructor({ symbol, openTime, open, volume }: Candles) {
    this.listings = listingsOf([symbol]);
    this.#rows = Array.from(open, (price, at) => [openTime[at], price, price, price, price, volume[at]]);
  }

  bars(_listing: Listing, barMs: number, from: EpochMs, to: EpochMs, now: EpochMs): CandleRow[] {
    const bars: CandleRow[] = [];
    const [[first]] = this.#rows;
    for (let open = Math.ceil(Math.max(from, first) / barMs) * barMs; open <= Math.min(to, now); open += barMs) {
      const minutes = this.#rows.slice(this.#at(open), this.#at(Math.min(open + barMs, now)));
      const forming = open + barMs > now ? [this.#forming(now)] : [];
      bars.push(joinBars([...minutes, ...forming], open));
    }
    return bars;
  }

  lastPrice(_listing: Listing, now: EpochMs): number {
    return this.#forming(now)[1];
  }

  book({ priceDecimals, quantityDecimals }: Listing, now: EpochMs): BookSides {
    const level = [decimal(this.#forming(now)[1], priceDecimals), decimal(DEPTH, quantityDecimals)] as const;
    return { bids: [level], asks: [level] };
  }

  #forming(now: EpochMs): CandleRow {
    const [openTime, price] = this.#rows[this.#at(now)];
    return [openTime, price, price, price, price, 0];
  }

  #at(moment: EpochMs): number {
    const minutes = Math.floor((moment - this.#rows[0][0]) / MINUTE_MS);
    return Math.min(Math.max(0, minutes), this.#rows.length - 1);
  }
}
