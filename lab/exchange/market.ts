import type { EpochMs } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { bookAt } from './book.ts';
import type { BookSides, ExchangeMarket } from './exchange-market.ts';
import { Factor, FIRST_MS } from './factor.ts';
import { type Listing, listingsOf, MARKET_VOLATILITY } from './listings.ts';
import { joinBars, PricePath } from './price-path.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * The simulated market: at a moment it depends only on seed and time (DESIGN §10). It knows no "now": whoever serves
 * it asks for what had happened by then.
 */
export class SimulatedMarket implements ExchangeMarket {
  readonly seed: string;
  readonly listings: readonly Listing[];
  readonly #common: Factor;
  readonly #paths = new Map<string, PricePath>();

  constructor(seed: string, symbols: readonly string[]) {
    this.seed = seed;
    this.listings = listingsOf(symbols);
    this.#common = new Factor(seed, 'market', MARKET_VOLATILITY);
  }

  bars(listing: Listing, barMs: number, from: EpochMs, to: EpochMs, now: EpochMs): CandleRow[] {
    const bars: CandleRow[] = [];
    const last = Math.min(to, now);
    const earliest = Math.max(from, FIRST_MS);
    for (let open = Math.ceil(earliest / barMs) * barMs; open <= last; open += barMs) {
      bars.push(joinBars(this.#pieces(listing, open, Math.min(open + barMs, now), barMs), open));
    }
    return bars;
  }

  /** Before the first bar that of the first. */
  lastPrice(listing: Listing, now: EpochMs): number {
    return this.#unfinishedMinute(listing, Math.max(now, FIRST_MS))[4];
  }

  book(listing: Listing, now: EpochMs, levels: number): BookSides {
    return bookAt(this, listing, now, levels);
  }

  /** Whole hours or minutes in [open, end), and the minute that `end` falls into. */
  #pieces(listing: Listing, open: EpochMs, end: EpochMs, barMs: number): CandleRow[] {
    const path = this.#path(listing);
    const pieces: CandleRow[] = [];
    let at = open;
    for (; at + HOUR_MS <= end; at += HOUR_MS) pieces.push(path.hourBar(at / HOUR_MS));
    if (at < end) {
      const minutes = path.minuteBars(Math.floor(at / HOUR_MS));
      pieces.push(...minutes.filter((bar) => bar[0] >= at && bar[0] + MINUTE_MS <= end));
    }
    if (end < open + barMs) pieces.push(this.#unfinishedMinute(listing, end));
    return pieces;
  }

  #unfinishedMinute(listing: Listing, now: EpochMs): CandleRow {
    const openTime = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const hour = Math.floor(now / HOUR_MS);
    const [, open] = this.#path(listing).minuteBars(hour)[(openTime - hour * HOUR_MS) / MINUTE_MS];
    return [openTime, open, open, open, open, 0];
  }

  #path(listing: Listing): PricePath {
    let path = this.#paths.get(listing.symbol);
    if (path === undefined) {
      const own = new Factor(this.seed, `own:${listing.symbol}`, listing.ownVolatility);
      path = new PricePath(this.seed, listing, this.#common, own);
      this.#paths.set(listing.symbol, path);
    }
    return path;
  }
}
