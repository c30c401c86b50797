/** What the risk rules are told of an account in a backtest: everything they ask is known there. */
import type { AccountBook } from '../../domain/accounting/book.ts';
import type { Fill } from '../../domain/accounting/fill.ts';
import type { RestingOrder } from '../../domain/execution/matching/order.ts';
import type { PaperVenue } from '../../domain/execution/matching/venue.ts';
import { type Candles, DAY_MS, type EpochMs } from '../../domain/market/candles.ts';
import type { RiskLimits } from '../../domain/risk/judge.ts';
import { RISK_RULES } from '../../domain/risk/registry.ts';
import type { ProposedOrder, RiskState, SentOrder } from '../../domain/risk/rule.ts';
import { within } from '../../domain/risk/window.ts';

/** Every limit at infinity: the rules are asked about every order and let it pass (METHODS §10). */
export const NO_LIMITS: RiskLimits = Object.fromEntries(
  RISK_RULES.map(({ name, blocks }) => [
    name,
    blocks === 'below' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  ]),
);

export class RiskRecord {
  readonly #candles: Candles;
  readonly #venue: PaperVenue;
  readonly #closedPnlQuote: number[] = [];
  #entries: readonly SentOrder[] = [];
  #lastTradedAt: EpochMs | null = null;

  constructor(candles: Candles, venue: PaperVenue) {
    this.#candles = candles;
    this.#venue = venue;
  }

  filled({ time }: Fill): void {
    this.#lastTradedAt = time;
  }

  closed(pnlQuote: number): void {
    this.#closedPnlQuote.push(pnlQuote);
  }

  sent({ intent, symbol, notionalQuote }: ProposedOrder, time: EpochMs): void {
    if (intent === 'entry') this.#entries = [...within(this.#entries, time, DAY_MS), { time, symbol, notionalQuote }];
  }

  /** `equityQuote` is filled up to bar `at`, whose close is now. */
  state(at: number, book: AccountBook, equityQuote: Float64Array, peakEquityQuote: number): RiskState {
    const { symbol, openTime, barMs, close } = this.#candles;
    const now = openTime[at] + barMs;
    const quantityBase = book.positionBase.toNumber();
    const held = { symbol, quantityBase, notionalQuote: Math.abs(quantityBase) * close[at] };
    return {
      now,
      trading: 'normal',
      equityQuote: equityQuote[at],
      equityAtDayStartQuote: this.#equityAtDayStart(at, now, book, equityQuote),
      peakEquityQuote,
      previousEquityQuote: equityQuote[Math.max(0, at - 1)],
      closedPnlQuote: this.#closedPnlQuote,
      entries: this.#entries,
      lastTradedAt: this.#lastTradedAt,
      exposed: quantityBase === 0 ? [] : [held],
      spread: this.#venue.spread.toNumber(),
      expectedSlippage: this.#venue.slippage.toNumber(),
    };
  }

  #equityAtDayStart(at: number, now: EpochMs, { startQuote }: AccountBook, equityQuote: Float64Array): number {
    const { openTime, barMs } = this.#candles;
    const dayStart = Math.floor(now / DAY_MS) * DAY_MS;
    let bar = at;
    while (bar >= 0 && openTime[bar] + barMs > dayStart) bar--;
    return bar < 0 ? startQuote.toNumber() : equityQuote[bar];
  }
}

/** The order as the rules see it, valued at the close at which it was decided. */
export function proposed(order: RestingOrder, symbol: string, close: number, venue: PaperVenue): ProposedOrder {
  const { amount, side, reduceOnly, bracket } = order;
  const quantityBase = amount.unit === 'base' ? amount.quantity.toNumber() : amount.spend.toNumber() / close;
  const notionalQuote = quantityBase * close;
  const roundTrip = venue.takerFee.plus(venue.slippage).times(2).plus(venue.spread).toNumber();
  const stopDistance = bracket?.stopDistance?.toNumber() ?? null;
  return {
    symbol,
    side,
    intent: reduceOnly ? 'exit' : 'entry',
    quantityBase,
    notionalQuote,
    lossAtStopQuote: stopDistance === null ? null : notionalQuote * (stopDistance + roundTrip),
    validUntil: null,
  };
}
