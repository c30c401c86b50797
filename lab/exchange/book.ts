import { decimal } from './klines.ts';
import type { Listing } from './listings.ts';
import type { BookSides, ExchangeMarket } from './exchange-market.ts';
import { Noise } from './noise.ts';

/** Both sides of the book around the last price, best first; the same within a second. */
export function bookAt(
  market: Pick<ExchangeMarket, 'seed' | 'lastPrice'>,
  listing: Listing,
  now: number,
  levels: number,
): BookSides {
  const noise = Noise.of(market.seed, `book:${listing.symbol}`).at(Math.floor(now / 1000));
  const ticks = Math.round(market.lastPrice(listing, now) * 10 ** listing.priceDecimals);
  /** Mean distance between levels: a fifth of a basis point, at least one tick. */
  const stepTicks = Math.max(1, ticks * 2e-5);
  const meanQuantity = listing.hourlyTurnover / 4_000 / listing.price;
  const side = (direction: 1 | -1) => {
    const quotes: [string, string][] = [];
    let at = direction === 1 ? ticks + 1 : ticks;
    for (let i = 0; i < levels && at > 0; i++) {
      const quantity = Math.max(
        10 ** -listing.quantityDecimals,
        meanQuantity * (1 + i / 20) * -Math.log(noise.uniform()),
      );
      quotes.push([
        decimal(at / 10 ** listing.priceDecimals, listing.priceDecimals),
        decimal(quantity, listing.quantityDecimals),
      ]);
      at += direction * Math.max(1, Math.round(stepTicks * -Math.log(noise.uniform())));
    }
    return quotes;
  };
  return { bids: side(-1), asks: side(1) };
}
