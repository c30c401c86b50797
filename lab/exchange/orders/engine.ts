/** The matching of the simulated exchange: orders against its book when they come, and against its minutes as they pass. */
import { MINUTE_MS, type EpochMs } from '../../../domain/market/candles.ts';
import type { Listing } from '../listings.ts';
import type { ExchangeMarket } from '../exchange-market.ts';
import { isOpen, type SpotAccount, type SpotOrder } from './account.ts';
import { ONE, over, times, unitsOf, unitsOfNumber } from './units.ts';

/** Most of a minute's volume that one customer's resting orders find. */
const SHARE_OF_VOLUME = 10n;
const BOOK_LEVELS = 50;
const FEE = ONE / 1_000n;
const FEE_WITH_COIN = (FEE * 3n) / 4n;

interface Found {
  readonly price: bigint;
  readonly quantity: bigint;
  readonly time: EpochMs;
  readonly isMaker: boolean;
}

export class Engine {
  readonly #market: ExchangeMarket;
  #trades = 0;

  constructor(market: ExchangeMarket) {
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
      if (!isOpen(order) || beyondLimit(order, price)) break;
      this.#give(account, order, { price, quantity, time: now, isMaker: false });
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
    const step = stepOf(listing);
    let found = unitsOfNumber(bar.volume, 8) / SHARE_OF_VOLUME;
    for (const order of account.open(listing.symbol)) {
      if (!isOpen(order) || order.time >= bar.open + MINUTE_MS) continue;
      const price = reached(order, first, high, low);
      if (price === null) continue;
      const wasResting = order.isWorking && order.price > 0n;
      order.isWorking = true;
      const quantity = (found / step) * step;
      const time = Math.max(bar.open, order.time);
      if (quantity > 0n) found -= this.#give(account, order, { price, quantity, time, isMaker: wasResting });
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
    const { bids, asks } = this.#market.book(listing, now, BOOK_LEVELS);
    return (side === 'BUY' ? asks : bids).map(([price, quantity]) => ({
      price: unitsOf(price, 'price'),
      quantity: unitsOf(quantity, 'quantity'),
    }));
  }

  /** As much as the order wants and the account backs; what it does not back expires. Gives what was filled. */
  #give(account: SpotAccount, order: SpotOrder, found: Found): bigint {
    const wanted = least(order.quantity - order.executed, found.quantity);
    const quantity = least(wanted, backed(account, order, found.price));
    if (quantity > 0n) this.#fill(account, order, { ...found, quantity });
    if (quantity < wanted) this.end(account, order, 'EXPIRED', found.time);
    return quantity;
  }

  #fill(account: SpotAccount, order: SpotOrder, { price, quantity, time, isMaker }: Found): void {
    for (const other of partners(account, order)) {
      order.locked += other.locked;
      other.locked = 0n;
      this.end(account, other, 'EXPIRED', time);
    }
    const { base, quote } = order.listing;
    const paid = times(price, quantity);
    const [gives, given, takes, taken] =
      order.side === 'BUY' ? [quote, paid, base, quantity] : [base, quantity, quote, paid];
    const released = greatest(releasedBy(order, quantity), given - account.of(gives).free);
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

/** The rest of a pair, which one fill ends. */
function partners(account: SpotAccount, order: SpotOrder): SpotOrder[] {
  if (order.listId < 0) return [];
  return account.open().filter((other) => other.listId === order.listId && other !== order);
}

/** How much of the order its locks and what is free pay for; an exchange lends nothing. */
function backed(account: SpotAccount, order: SpotOrder, price: bigint): bigint {
  const { base, quote } = order.listing;
  const own = [order, ...partners(account, order)].reduce((sum, { locked }) => sum + locked, 0n);
  const most = account.of(order.side === 'BUY' ? quote : base).free + own;
  if (order.side === 'SELL') return most;
  const step = stepOf(order.listing);
  return (over(most, price) / step) * step;
}

function stepOf({ quantityDecimals }: Listing): bigint {
  return ONE / 10n ** BigInt(quantityDecimals);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function greatest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function releasedBy({ locked, quantity, executed }: SpotOrder, filled: bigint): bigint {
  const left = quantity - executed;
  return filled === left ? locked : (locked * filled) / left;
}
