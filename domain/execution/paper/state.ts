/** A paper account at its venue: what it holds, what is open, and how far the market was looked at. */
import { applyFill } from '../../accounting/apply-fill.ts';
import { type AccountBook, openBook } from '../../accounting/book.ts';
import type { Fill } from '../../accounting/fill.ts';
import { bookFunding } from '../../accounting/funding.ts';
import { type BaseQuantity, type QuoteAmount, ZERO } from '../../accounting/money.ts';
import { AlmanacError } from '../../errors.ts';
import { DAY_MS, type EpochMs } from '../../market/candles.ts';
import type { FundingPaid, OrderFill } from '../account/heard.ts';
import type { AcceptedOrder, Expiry, PaperEvent } from './events.ts';

/** What is over is kept so long; nobody asks later than that for an order of his. */
const REMEMBERED_MS = 7 * DAY_MS;

export interface PaperOrder extends AcceptedOrder {
  readonly status: 'open' | 'filled' | 'cancelled' | 'expired';
  readonly filled: BaseQuantity;
  readonly endedAt: EpochMs | null;
  /** Null unless it is expired. */
  readonly expiry: Expiry | null;
}

export interface PaperState {
  readonly book: AccountBook;
  /** By client order id; what ended long ago is forgotten. */
  readonly orders: Readonly<Record<string, PaperOrder>>;
  readonly fills: readonly { readonly told: OrderFill; readonly time: EpochMs }[];
  readonly fundings: readonly { readonly told: FundingPaid; readonly time: EpochMs }[];
  readonly trades: number;
  /** The bars that closed by then have been matched. */
  readonly watchedUntil: EpochMs;
}

/** Null: the account was never opened. */
export function foldPaper(events: readonly PaperEvent[]): PaperState | null {
  return events.reduce<PaperState | null>(evolvePaper, null);
}

/** The same events give the same state, whoever folds them. */
export function evolvePaper(state: PaperState | null, event: PaperEvent): PaperState {
  if (event.type === 'opened') return opened(event);
  if (state === null) throw notOpened(event);
  switch (event.type) {
    case 'accepted':
      return accepted(state, event.order);
    case 'ended':
      return withOrder(state, event.clientOrderId, {
        status: event.as,
        endedAt: event.time,
        expiry: event.as === 'expired' ? event.why : null,
      });
    case 'filled':
      return filled(state, event.clientOrderId, event.fill, event.time);
    case 'funded':
      return {
        ...state,
        book: bookFunding(state.book, event.paidQuote),
        fundings: [
          ...state.fundings,
          { told: { time: event.settledAt, paidQuote: event.paidQuote }, time: event.time },
        ],
      };
    case 'watched':
      return { ...state, watchedUntil: event.until };
    default:
      return event satisfies never;
  }
}

/** In the order in which they were accepted. */
export function openOrders({ orders }: PaperState): readonly PaperOrder[] {
  return Object.values(orders).filter(({ status }) => status === 'open');
}

/** What is kept for open buys, in quote. */
export function keptFor(orders: readonly PaperOrder[]): QuoteAmount {
  return orders.reduce((sum, order) => sum.plus(left(order).times(order.reservedPrice ?? ZERO)), ZERO);
}

export function left({ quantity, filled }: PaperOrder): BaseQuantity {
  return quantity.minus(filled);
}

function opened({ symbol, startQuote, time }: PaperEvent & { type: 'opened' }): PaperState {
  return { book: openBook(symbol, startQuote), orders: {}, fills: [], fundings: [], trades: 0, watchedUntil: time };
}

function accepted(state: PaperState, order: AcceptedOrder): PaperState {
  const since = order.acceptedAt - REMEMBERED_MS;
  const kept = Object.entries(state.orders).filter(([, { endedAt }]) => endedAt === null || endedAt >= since);
  return {
    ...state,
    orders: {
      ...Object.fromEntries(kept),
      [order.clientOrderId]: { ...order, status: 'open', filled: ZERO, endedAt: null, expiry: null },
    },
    fills: state.fills.filter(({ time }) => time >= since),
    fundings: state.fundings.filter(({ time }) => time >= since),
  };
}

/** A liquidation fills no order of ours. */
function filled(state: PaperState, clientOrderId: string, fill: Fill, time: EpochMs): PaperState {
  const after: PaperState = {
    ...state,
    book: applyFill(state.book, fill).book,
    fills: [...state.fills, { told: { clientOrderId, fill }, time }],
    trades: state.trades + 1,
  };
  const order = state.orders[clientOrderId];
  if (order === undefined) return after;
  const sum = order.filled.plus(fill.quantity);
  const whole = sum.equals(order.quantity);
  return withOrder(after, clientOrderId, {
    filled: sum,
    status: whole ? 'filled' : order.status,
    endedAt: whole ? time : null,
  });
}

function withOrder(state: PaperState, clientOrderId: string, change: Partial<PaperOrder>): PaperState {
  return { ...state, orders: { ...state.orders, [clientOrderId]: { ...state.orders[clientOrderId], ...change } } };
}

function notOpened({ type }: PaperEvent): AlmanacError {
  return new AlmanacError(
    'store.corrupt',
    `The paper account begins with "${type}" instead of "opened": its first events are missing. Restore the database from a backup.`,
    { type },
  );
}
