import type { Clock, PaperVenueStore, PriceFeeds, Venues } from '../../activities/ports.ts';
import { exact, Money } from '../../domain/accounting/money.ts';
import type { MarketSteps } from '../../domain/accounting/steps.ts';
import type { PaperTerms } from '../../domain/execution/paper/terms.ts';
import { DEFAULT_COSTS } from '../../domain/trade/settings.ts';
import { parseSymbol } from '../../domain/market/symbols.ts';
import { PaperBooks } from './paper-books.ts';
import { PaperVenueOfAccount } from './venue.ts';

/** Fractions, and milliseconds. */
export interface PaperSettings {
  readonly fee: number;
  /** Where the feed has no order book. */
  readonly spread: number;
  readonly slippage: number;
  readonly latencyMs: number;
  /** Most of a minute's volume that fills of it may be; where the feed has no order book. */
  readonly participation: number;
  readonly market: 'spot' | 'perp';
  readonly leverage: number;
}

export interface PaperVenuesParts {
  readonly store: PaperVenueStore;
  readonly feeds: PriceFeeds;
  readonly clock: Clock;
  readonly settings: PaperSettings;
}

/** Every account on paper; each has books of its own. */
export function openPaperVenues({ store, feeds, clock, settings }: PaperVenuesParts): Venues {
  return {
    async open({ accountId, symbol, startQuote }, signal) {
      const feed = await feeds.open(symbol, signal);
      const books = new PaperBooks(store, { accountId, symbol }, exact(startQuote));
      return new PaperVenueOfAccount({ feed, books, clock, terms: termsOf(symbol, feed.steps, settings) });
    },
  };
}

/** As venues keep their books. */
const ASSET_DECIMALS = 8;

function termsOf(symbol: string, steps: MarketSteps, settings: PaperSettings): PaperTerms {
  const fee = new Money(settings.fee);
  const { market, leverage, latencyMs } = settings;
  return {
    costs: {
      ...parseSymbol(symbol),
      quantityStep: steps.quantityStep,
      priceStep: steps.priceStep,
      takerFee: fee,
      makerFee: fee,
      buyFeeIn: market === 'spot' ? 'base' : 'quote',
      spread: new Money(settings.spread),
      slippage: new Money(settings.slippage),
      participation: new Money(settings.participation),
      assetDecimals: ASSET_DECIMALS,
    },
    steps,
    latencyMs,
    margin:
      market === 'spot'
        ? null
        : {
            leverage: new Money(leverage),
            maintenanceMargin: new Money(DEFAULT_COSTS.maintenanceMargin),
            usualFunding: new Money(DEFAULT_COSTS.usualFunding),
          },
  };
}
