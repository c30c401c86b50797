/** New orders, the way Binance reads and refuses them. */
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { Listing } from '../listings.ts';
import { missingParameter, Refusal } from '../refusal.ts';
import { isOpen, type OrderType, type SpotAccount, type SpotOrder } from './account.ts';
import type { Engine } from './engine.ts';
import { ONE, times, unitsOf } from './units.ts';

const MIN_NOTIONAL = 5n * ONE;
const MOST_STOPS = 5;
const TYPES: readonly string[] = [
  'MARKET',
  'LIMIT',
  'LIMIT_MAKER',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
];

export interface Desk {
  readonly account: SpotAccount;
  readonly engine: Engine;
  readonly now: EpochMs;
  nextOrderId(): number;
}

export interface Wanted {
  readonly listing: Listing;
  readonly clientOrderId: string | null;
  readonly side: string;
  readonly type: string;
  readonly quantity: string | null;
  readonly quoteQuantity?: string | null;
  readonly price: string | null;
  readonly stopPrice: string | null;
  readonly timeInForce: string | null;
  readonly listId?: number;
}

/** Accepts or throws; what can be filled at once is. */
export function placeOrder(desk: Desk, wanted: Wanted): SpotOrder {
  const order = accepted(desk, wanted);
  const { account, engine, now } = desk;
  account.orders.push(order);
  if (order.isWorking) engine.take(account, order, now);
  const isOver = order.type === 'MARKET' || order.timeInForce === 'IOC';
  if (isOver && isOpen(order)) engine.end(account, order, 'EXPIRED', now);
  return order;
}

function accepted(desk: Desk, wanted: Wanted): SpotOrder {
  const { account, engine, now } = desk;
  const { listing, listId = -1 } = wanted;
  if (account.terms.canTrade === false)
    throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
  if (!TYPES.includes(wanted.type)) throw new Refusal(-1116, 'Invalid orderType.');
  const { side, type, timeInForce } = wanted;
  if (side !== 'BUY' && side !== 'SELL') throw new Refusal(-1117, 'Invalid side.');
  const inForce = timeInForce ?? 'GTC';
  if (inForce !== 'GTC' && inForce !== 'IOC' && inForce !== 'FOK') throw new Refusal(-1115, 'Invalid timeInForce.');
  const hasLimit = type.includes('LIMIT');
  const isStop = type.startsWith('STOP_LOSS') || type.startsWith('TAKE_PROFIT');
  if (hasLimit && wanted.price === null) throw missingParameter('price');
  if (isStop && wanted.stopPrice === null) throw missingParameter('stopPrice');
  if (type === 'LIMIT' && timeInForce === null) throw missingParameter('timeInForce');
  const price = hasLimit ? unitsOf(wanted.price ?? '', 'price') : 0n;
  const stopPrice = isStop ? unitsOf(wanted.stopPrice ?? '', 'stopPrice') : 0n;
  const mark = engine.lastPrice(listing, now);
  const quantity = quantityOf(wanted, mark);
  for (const each of [price, stopPrice]) requireOnGrid(each, listing.priceDecimals, 'PRICE_FILTER');
  requireOnGrid(quantity, listing.quantityDecimals, 'LOT_SIZE');
  if (quantity === 0n) throw new Refusal(-1013, 'Filter failure: LOT_SIZE');
  if (times(quantity, price || stopPrice || mark) < MIN_NOTIONAL) throw new Refusal(-1013, 'Filter failure: NOTIONAL');
  const clientOrderId = wanted.clientOrderId ?? `auto-${desk.nextOrderId()}`;
  if (!/^[a-zA-Z0-9\-_]{1,36}$/.test(clientOrderId)) {
    throw new Refusal(
      -1100,
      "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.",
    );
  }
  // Only among open orders: an id may be used again once its order is over, which is why nobody may send twice.
  if (account.open().some((order) => order.clientOrderId === clientOrderId)) {
    throw new Refusal(-2010, 'Duplicate order sent.');
  }
  const order: SpotOrder = {
    orderId: desk.nextOrderId(),
    clientOrderId,
    listing,
    side,
    type: type as OrderType,
    timeInForce: inForce,
    quantity,
    price,
    stopPrice,
    time: now,
    listId,
    isWorking: !isStop,
    status: 'NEW',
    executed: 0n,
    cumulativeQuote: 0n,
    locked: 0n,
    updateTime: now,
  };
  requirePossible(desk, order, mark);
  lockFor(desk, order, mark);
  return order;
}

function quantityOf({ quantity, quoteQuantity, listing, type }: Wanted, mark: bigint): bigint {
  if (quantity !== null) return unitsOf(quantity, 'quantity');
  if (type !== 'MARKET' || !quoteQuantity) throw missingParameter('quantity');
  const step = ONE / 10n ** BigInt(listing.quantityDecimals);
  return ((unitsOf(quoteQuantity, 'quoteOrderQty') * ONE) / mark / step) * step;
}

function requireOnGrid(units: bigint, decimals: number, filter: string): void {
  if (units % (ONE / 10n ** BigInt(decimals)) !== 0n) throw new Refusal(-1013, `Filter failure: ${filter}`);
}

function requirePossible({ account, engine, now }: Desk, order: SpotOrder, mark: bigint): void {
  const { type, side, stopPrice, price, listing } = order;
  if (!order.isWorking) {
    if (account.open(listing.symbol).filter((each) => each.stopPrice > 0n).length >= MOST_STOPS) {
      throw new Refusal(-1013, 'Filter failure: MAX_NUM_ALGO_ORDERS');
    }
    const waitsForFall = type.startsWith('STOP_LOSS') === (side === 'SELL');
    if (waitsForFall ? mark <= stopPrice : mark >= stopPrice) {
      throw new Refusal(-2010, 'Stop price would trigger immediately.');
    }
  }
  const best = engine.best(order, now);
  if (type === 'LIMIT_MAKER' && (side === 'BUY' ? price >= best : price <= best)) {
    throw new Refusal(-2010, 'Order would immediately match and take.');
  }
  if (order.timeInForce === 'FOK' && engine.available(order, now) < order.quantity) {
    throw new Refusal(-2010, 'Order could not be filled whole.');
  }
}

/** A market order locks nothing for long: its first price must be paid for, and it goes no further than the balance. */
function lockFor({ account, engine, now }: Desk, order: SpotOrder, mark: bigint): void {
  const { side, listing, quantity, price, stopPrice } = order;
  const isTaker = order.type === 'MARKET';
  const worst = isTaker ? engine.best(order, now) : price || stopPrice || mark;
  const needed = side === 'SELL' ? quantity : times(quantity, worst);
  const asset = side === 'SELL' ? listing.base : listing.quote;
  if (account.of(asset).free < needed) {
    throw new Refusal(-2010, 'Account has insufficient balance for requested action.');
  }
  if (isTaker) return;
  account.lock(asset, needed);
  order.locked = needed;
}
