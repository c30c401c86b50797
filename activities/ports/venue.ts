/**
 * Where orders go: one door for paper, simulated and real venues (DESIGN §6). What the transport or the venue does not
 * tell is an answer here (`silence`, `no-answer`, null), never an exception; only mistakes of ours throw.
 */
import type { Fill } from '../../domain/accounting/fill.ts';
import type { QuoteAmount } from '../../domain/accounting/money.ts';
import type { MarketSteps } from '../../domain/accounting/steps.ts';
import type { FundingPaid, OrderFill, OrderReport, Pulled } from '../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../domain/execution/account/order.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import type { IdDialect } from '../../domain/execution/orders/client-order-id.ts';
import type { Answer, Question } from '../../domain/execution/orders/settlement.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

/** `why`: the venue's own words for a refusal, or what became of the request; for a person, never to be decided by. */
export type VenueNews =
  | ({ readonly kind: 'report'; readonly why: string | null } & OrderReport)
  | ({ readonly kind: 'fill' } & OrderFill)
  | ({ readonly kind: 'funding' } & FundingPaid)
  | { readonly kind: 'liquidated'; readonly fill: Fill };

export interface Venue extends AsyncDisposable {
  readonly name: string;
  readonly capabilities: VenueCapabilities;
  /** What it lets quantities and prices be, as read when it was opened. */
  readonly steps: MarketSteps;
  /** Sends once and never repeats. Without an answer the news is `silence`; a second order of one id is read, not made. */
  place(intent: OrderIntent, signal: AbortSignal): Promise<readonly VenueNews[]>;
  /** No news: it is not known what became of it, or there is no such open order; ask or pull. */
  cancel(clientOrderId: string, signal: AbortSignal): Promise<readonly VenueNews[]>;
  ask(
    asked: { readonly clientOrderId: string; readonly question: Question },
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly news: readonly VenueNews[] }>;
  /** Reports of the orders named, every fill since `since` (bring an overlap), all open orders, balances; null: no answer. */
  pull(reportsOf: readonly string[], since: EpochMs, signal: AbortSignal): Promise<Pulled | null>;
  /** Null: the venue or its feed does not say. */
  reading(signal: AbortSignal): Promise<MarketReading | null>;
  /** Everything that must hold before an order is entrusted to it. */
  check(signal: AbortSignal): Promise<VenueCheck>;
}

/** One row per venue, with where it was read and when (docs/TRADING.md, "Venues"). */
export interface VenueCapabilities {
  /** Whether orders of its dialect have passed the contract suite against a recorded or simulated venue. */
  readonly isProven: boolean;
  /** Stops that rest at the venue and work while we do not. */
  readonly restsStops: boolean;
  /** Whether a position may be short or larger than the cash. */
  readonly borrows: boolean;
  readonly idDialect: IdDialect;
  /** How long its listings may lag behind what it accepted. */
  readonly settlingMs: number;
  /** An order that arrives later than this after it was signed is refused. */
  readonly receiveWindowMs: number;
  readonly source: string;
  /** `2026-11-21` */
  readonly checkedOn: string;
}

export interface VenueCheck {
  readonly items: readonly { readonly name: VenueCheckName; readonly holds: boolean; readonly why: string }[];
}

export type VenueCheckName =
  | 'reach'
  | 'clock'
  | 'trading-key'
  | 'withdrawal-off'
  | 'symbol-trades'
  | 'no-ban'
  | 'proven';

/** Until when a venue wants no request from us; every process asks before every request, and a restart forgets nothing. */
export interface VenueBans {
  until(venue: string): Promise<EpochMs | null>;
  /** The later one stays. */
  ban(venue: string, until: EpochMs): Promise<void>;
}

/** Opens the venue that this process was given for one account on one market. */
export interface Venues {
  /**
   * `startQuote`: what a paper account begins with the first time it is opened; a real venue has its own balances.
   * @throws AlmanacError input.unknown-symbol, source.unreachable, source.refused.
   */
  open(
    account: { readonly accountId: string; readonly symbol: string; readonly startQuote: QuoteAmount },
    signal: AbortSignal,
  ): Promise<Venue>;
}
