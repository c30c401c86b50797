/** What the paper venue needs: a market to look at and a place where its books survive. */
import type { MarketSteps } from '../../domain/accounting/steps.ts';
import type { Bar } from '../../domain/execution/matching/bar.ts';
import type { PaperEvent } from '../../domain/execution/paper/events.ts';
import type { Quote } from '../../domain/execution/paper/market.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

/** Prices of one market for fills, not for forecasts. Null or nothing where the market does not answer; never an exception. */
export interface PriceFeed {
  readonly barMs: number;
  readonly steps: MarketSteps;
  quote(signal: AbortSignal): Promise<Quote | null>;
  /** Closed bars that open in [from, to), ascending; what is not there yet is left out. */
  bars(from: EpochMs, to: EpochMs, signal: AbortSignal): Promise<readonly Bar[]>;
  /** Of the next settlement, as a decimal; null on a spot market or where it is not told. */
  fundingRate(signal: AbortSignal): Promise<string | null>;
  /** Of fourteen hours; null where they are not there. */
  averageTrueRange(signal: AbortSignal): Promise<number | null>;
}

export interface PriceFeeds {
  /** @throws AlmanacError input.unknown-symbol, source.unreachable. */
  open(symbol: string, signal: AbortSignal): Promise<PriceFeed>;
}

/** The paper venue's own books, append-only; they share no table with the executor's. */
export interface PaperVenueStore {
  /** Of an account on a market, in order; none: it was never opened. */
  events(account: PaperAccount): Promise<readonly PaperEvent[]>;
  /** All or none behind the `after` first events. Throws `store.conflict` where somebody else has written there. */
  append(account: PaperAccount, after: number, events: readonly PaperEvent[]): Promise<void>;
}

export interface PaperAccount {
  readonly accountId: string;
  readonly symbol: string;
}
