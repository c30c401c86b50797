/** The matching of the simulated exchange: orders against its book when they come, and against its minutes as they pass. */
import { MINUTE_MS, type EpochMs } from '../../../domain/market/candles.ts';
import { bookAt } from '../book.ts';
import type { Listing } from '../listings.ts';
import type { SimulatedMarket } from '../market.ts';
import { isOpen, type SpotAccount, type SpotOrder } from './account.ts';
import { ONE, over, times, unitsOf, unitsOfNumber } from './units.ts';

/** Most of a minute's volume that one customer's resting orders find. */
const SHARE_OF_VOLUME = 10n;
const BOOK_LEVELS = 50;
const FEE = ONE / 1_000n;
const FEE_WITH_COIN = (FEE * 3n) / 4n;

export class Engine {
  readonly #market: SimulatedMarket;
  #trades = 0;

  constructor(market: SimulatedMarket) {
    this.#market = market;
  }

  /** Lets the market pass over the open orders of an account, up to now. */
  watch(account: SpotAccount, now: EpochMs): void {
    const from = Math.floor((account.watchedUntil ?? now) / MINUTE_MS) * MINUTE_MS;
    const closed = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    for (const listing of new Set(account.open().map((order) => order.listing))) {
      for (const [open, first, high, low, , volume] of this.#market.bars(
        listing,
        MINUTE_MS,
        from,
        closed - MINUTE_MS,
        now,
      )) {
        this.#minute(account, listing, { open, first, high, low, volume });
      }
      this.#moment(account, listing, now);
    }
    account.watchedUntil = closed;
  }

  /** What an order takes at once. */
  take(account: SpotAccount, order: SpotOrder, now: EpochMs): void {
    for (const { price, quantity } of this.#levels(order, now)) {
      const left = order.quantity - order.executed;
      if (left === 0n || beyondLimit(order, price)) break;
      this.#fill(account, order, price, left < quantity ? left : quantity, now, false);
    }
  }

  /** How much of it the book would give at once. */
  available(order: SpotOrder, now: EpochMs): bigint {
    return this.#levels(order, now)
      .filter(({ price }) => !beyondLimit(order, price))
      .reduce((sum, { quantity }) => sum + quantity, 0n);
  }

  /** The best price on the side that an order would take. */
  best(order: Pick<SpotOrder, 'side' | 'listing'>, now: EpochMs): bigint {
    return this.#levels(order, now)[0].price;
  }

  lastPrice(listing: Listing, now: EpochMs): bigint {
    return unitsOfNumber(this.#market.lastPrice(listing, now), listing.priceDecimals);
  }

  end(account: SpotAccount, order: SpotOrder, status: 'CANCELED' | 'EXPIRED', now: EpochMs): void {
    order.status = status;
    order.updateTime = now;
    this.release(account, order);
  }

  release(account: SpotAccount, order: SpotOrder): void {
    account.lock(order.side === 'SELL' ? order.listing.base : order.listing.quote, -order.locked);
    order.locked = 0n;
  }

  #minute(
    account: SpotAccount,
    listing: Listing,
    bar: {
      readonly open: EpochMs;
      readonly first: number;
      readonly high: number;
      readonly low: number;
      readonly volume: number;
    },
  ): void {
    const at = (value: number) => unitsOfNumber(value, listing.priceDecimals);
    const [first, high, low] = [at(bar.first), at(bar.high), at(bar.low)];
    const step = ONE / 10n ** BigInt(listing.quantityDecimals);
    let found = unitsOfNumber(bar.volume, 8) / SHARE_OF_VOLUME;
    for (const order of account.open(listing.symbol)) {
      if (!isOpen(order) || order.time >= bar.open + MINUTE_MS) continue;
      const price = reached(order, first, high, low);
      if (price === null) continue;
      const wasResting = order.isWorking && order.price > 0n;
      order.isWorking = true;
      const left = order.quantity - order.executed;
      const most = (found / step) * step;
      const quantity = left < most ? left : most;
      if (quantity === 0n) continue;
      found -= quantity;
      this.#fill(account, order, price, quantity, Math.max(bar.open, order.time), wasResting);
    }
  }

  #moment(account: SpotAccount, listing: Listing, now: EpochMs): void {
    for (const order of account.open(listing.symbol)) {
      if (!isOpen(order)) continue;
      if (!order.isWorking) {
        const best = this.best(order, now);
        if (!triggered(order, best, best)) continue;
        order.isWorking = true;
      }
      this.take(account, order, now);
    }
  }

  #levels({ listing, side }: Pick<SpotOrder, 'side' | 'listing'>, now: EpochMs) {
    const { bids, asks } = bookAt(this.#market, listing, now, BOOK_LEVELS);
    return (side === 'BUY' ? asks : bids).map(([price, quantity]) => ({
      price: unitsOf(price, 'price'),
      quantity: unitsOf(quantity, 'quantity'),
    }));
  }

  #fill(
    account: SpotAccount,
    order: SpotOrder,
    price: bigint,
    quantity: bigint,
    time: EpochMs,
    isMaker: boolean,
  ): void {
    const { base, quote } = order.listing;
    const paid = times(price, quantity);
    const [gives, given, takes, taken] =
      order.side === 'BUY' ? [quote, paid, base, quantity] : [base, quantity, quote, paid];
    const released = releasedBy(order, quantity);
    account.lock(gives, -released);
    order.locked -= released;
    account.of(gives).free -= given;
    account.of(takes).free += taken;
    const fee = this.#feeOf(account, takes, taken, paid, time);
    account.of(fee.asset).free -= fee.units;
    order.executed += quantity;
    order.cumulativeQuote += paid;
    order.status = order.executed === order.quantity ? 'FILLED' : 'PARTIALLY_FILLED';
    order.updateTime = time;
    account.trades.push({
      id: ++this.#trades,
      order,
      price,
      quantity,
      quoteQuantity: paid,
      commission: fee.units,
      commissionAsset: fee.asset,
      time,
      isMaker,
    });
    for (const other of account.open()) {
      if (order.listId >= 0 && other.listId === order.listId && other !== order) {
        this.end(account, other, 'EXPIRED', time);
      }
    }
  }

  /** Of what was received, unless a coin is kept for fees and is enough. */
  #feeOf(account: SpotAccount, received: string, taken: bigint, paid: bigint, time: EpochMs) {
    const { feeCoin } = account.terms;
    const listing = this.#market.listings.find(({ base }) => base === feeCoin);
    if (feeCoin !== undefined && listing !== undefined) {
      const units = over(times(paid, FEE_WITH_COIN), this.lastPrice(listing, time));
      if (account.of(feeCoin).free >= units) return { asset: feeCoin, units };
    }
    return { asset: received, units: times(taken, FEE) };
  }
}

/** Where a minute fills the order; null: not. What it touched counts, wherever in the minute the order came. */
function reached(order: SpotOrder, first: bigint, high: bigint, low: bigint): bigint | null {
  if (!order.isWorking) {
    if (!triggered(order, low, high)) return null;
    const gapped = triggered(order, first, first);
    const price = gapped ? first : order.stopPrice;
    return beyondLimit(order, price) ? null : price;
  }
  if (order.price === 0n) return first;
  if (!beyondLimit(order, first)) return first;
  return order.side === 'BUY' ? (low < order.price ? order.price : null) : high > order.price ? order.price : null;
}

/** Stops wait for a worse price, targets for a better one. */
function triggered({ side, type, stopPrice }: SpotOrder, low: bigint, high: bigint): boolean {
  const waitsForFall = type.startsWith('STOP_LOSS') === (side === 'SELL');
  return waitsForFall ? low <= stopPrice : high >= stopPrice;
}

function beyondLimit({ side, price: limit }: SpotOrder, price: bigint): boolean {
  return limit > 0n && (side === 'BUY' ? price > limit : price < limit);
}

function releasedBy({ locked, quantity, executed }: SpotOrder, filled: bigint): bigint {
  const left = quantity - executed;
  return filled === left ? locked : (locked * filled) / left;
}
