/** A venue with its own books, which share nothing with ours but the decimals: they are what ours are compared with. */
import type { Fee, Fill } from '../../domain/accounting/fill.ts';
import { type BaseQuantity, Money, type Price, ZERO } from '../../domain/accounting/money.ts';
import type { OrderFill, OrderReport } from '../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../domain/execution/account/order.ts';

const COIN_PRICE = new Money(400);

interface VenueOrder {
  readonly intent: Pick<OrderIntent, 'clientOrderId' | 'side' | 'kind' | 'quantity' | 'stopPrice' | 'planId' | 'leg'>;
  readonly acceptedAt: number;
  state: 'open' | 'filled' | 'cancelled';
  filled: BaseQuantity;
}

export type VenueMessage = ({ readonly kind: 'report' } & OrderReport) | ({ readonly kind: 'fill' } & OrderFill);

export interface VenueTerms {
  readonly feeRate: Price;
  /** Of buys: in the coin itself, in money, or in a third coin, which then pays those of sells too. */
  readonly feeIn: 'base' | 'quote' | 'elsewhere';
  readonly tell: (message: VenueMessage) => void;
  /** Whether the next fill is only a part. */
  readonly fillsInParts: () => boolean;
}

export type Placed = 'accepted' | 'duplicate' | 'refused';

export class Venue {
  readonly #terms: VenueTerms;
  readonly orders = new Map<string, VenueOrder>();
  readonly #trades: { readonly time: number; readonly told: OrderFill }[] = [];
  base = ZERO;
  quote: Price;
  price: Price;
  #time = 0;

  constructor(terms: VenueTerms, startQuote: Price, price: Price) {
    this.#terms = terms;
    this.quote = startQuote;
    this.price = price;
  }

  place(intent: VenueOrder['intent'], now: number): Placed {
    if (this.orders.has(intent.clientOrderId)) return 'duplicate';
    const order: VenueOrder = { intent, acceptedAt: now, state: 'open', filled: ZERO };
    this.orders.set(intent.clientOrderId, order);
    this.#time = now;
    if (this.#isDue(order)) this.#fill(order);
    return 'accepted';
  }

  /** Null: there is no such open order. */
  cancel(clientOrderId: string): OrderReport | null {
    const order = this.orders.get(clientOrderId);
    if (order?.state !== 'open') return null;
    order.state = 'cancelled';
    const report = this.#reportOf(order);
    this.#terms.tell({ kind: 'report', ...report });
    return report;
  }

  /** A new price: stops are triggered, and what was filled in part goes on. */
  trade(price: Price, now: number): void {
    this.price = price;
    this.#time = now;
    for (const order of this.orders.values()) if (order.state === 'open' && this.#isDue(order)) this.#fill(order);
  }

  report(clientOrderId: string): OrderReport | null {
    const order = this.orders.get(clientOrderId);
    return order === undefined ? null : this.#reportOf(order);
  }

  openOrders(): readonly string[] {
    return [...this.orders.values()].filter(({ state }) => state === 'open').map(({ intent }) => intent.clientOrderId);
  }

  fillsUntil(time: number): readonly OrderFill[] {
    return this.#trades.filter((trade) => trade.time <= time).map(({ told }) => told);
  }

  #isDue({ intent, filled }: VenueOrder): boolean {
    if (intent.stopPrice === null || !filled.isZero()) return true;
    return intent.side === 'sell'
      ? this.price.lessThanOrEqualTo(intent.stopPrice)
      : this.price.greaterThanOrEqualTo(intent.stopPrice);
  }

  #fill(order: VenueOrder): void {
    const { side, quantity: whole, clientOrderId } = order.intent;
    const left = whole.minus(order.filled);
    const half = left.div(2).toDecimalPlaces(4, Money.ROUND_DOWN);
    const quantity = this.#terms.fillsInParts() && !half.isZero() ? half : left;
    const paid = quantity.times(this.price);
    const fee = this.#feeOf(side, quantity, paid);
    this.base = side === 'buy' ? this.base.plus(quantity) : this.base.minus(quantity);
    this.quote = side === 'buy' ? this.quote.minus(paid) : this.quote.plus(paid);
    if (fee.asset === 'BTC') this.base = this.base.minus(fee.amount);
    if (fee.asset === 'USDT') this.quote = this.quote.minus(fee.amount);
    order.filled = order.filled.plus(quantity);
    if (order.filled.equals(whole)) order.state = 'filled';
    this.#tellFill(clientOrderId, { side, quantity, fee });
  }

  #feeOf(side: Fill['side'], quantity: BaseQuantity, paid: Price): Fee {
    const { feeIn, feeRate } = this.#terms;
    const quote = paid.times(feeRate);
    if (feeIn === 'elsewhere') return { amount: quote.div(COIN_PRICE), asset: 'BNB', priceQuote: COIN_PRICE };
    if (feeIn === 'base' && side === 'buy') return { amount: quantity.times(feeRate), asset: 'BTC', priceQuote: null };
    return { amount: quote, asset: 'USDT', priceQuote: null };
  }

  #tellFill(clientOrderId: string, what: Pick<Fill, 'side' | 'quantity' | 'fee'>): void {
    const tradeId = `t${this.#trades.length + 1}`;
    const fill: Fill = {
      ...what,
      tradeId,
      orderId: clientOrderId,
      price: this.price,
      time: this.#time,
      liquidity: 'taker',
    };
    this.#trades.push({ time: this.#time, told: { clientOrderId, fill } });
    this.#terms.tell({ kind: 'fill', clientOrderId, fill });
  }

  #reportOf({ intent, state, filled }: VenueOrder): OrderReport {
    return {
      clientOrderId: intent.clientOrderId,
      news: state === 'cancelled' ? 'cancel' : 'acknowledge',
      executed: filled,
    };
  }
}
