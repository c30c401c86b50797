/** One customer of the simulated exchange: a key, what it may do, balances, orders and trades. */
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { Listing } from '../listings.ts';
import { textOf, unitsOf } from './units.ts';

export interface AccountTerms {
  readonly apiKey: string;
  readonly secret: string;
  /** `{ USDT: '10000' }` */
  readonly balances: Readonly<Record<string, string>>;
  readonly canTrade?: boolean;
  readonly canWithdraw?: boolean;
  readonly canTransfer?: boolean;
  /** The exchange does not tell what the key may do. */
  readonly hidesPermissions?: boolean;
  /** A third coin that pays fees while there is any. */
  readonly feeCoin?: string;
}

export type OrderType =
  | 'MARKET'
  | 'LIMIT'
  | 'LIMIT_MAKER'
  | 'STOP_LOSS'
  | 'STOP_LOSS_LIMIT'
  | 'TAKE_PROFIT'
  | 'TAKE_PROFIT_LIMIT';

export type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';

export interface SpotOrder {
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly listing: Listing;
  readonly side: 'BUY' | 'SELL';
  readonly type: OrderType;
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  readonly quantity: bigint;
  /** 0 where it has none. */
  readonly price: bigint;
  readonly stopPrice: bigint;
  readonly time: EpochMs;
  /** Of the pair that it belongs to; -1: of none. */
  readonly listId: number;
  /** Not yet, for stops. */
  isWorking: boolean;
  status: OrderStatus;
  executed: bigint;
  cumulativeQuote: bigint;
  locked: bigint;
  updateTime: EpochMs;
}

export interface SpotTrade {
  readonly id: number;
  readonly order: SpotOrder;
  readonly price: bigint;
  readonly quantity: bigint;
  readonly quoteQuantity: bigint;
  readonly commission: bigint;
  readonly commissionAsset: string;
  readonly time: EpochMs;
  readonly isMaker: boolean;
}

interface Balance {
  free: bigint;
  locked: bigint;
}

export class SpotAccount {
  readonly terms: AccountTerms;
  readonly orders: SpotOrder[] = [];
  readonly trades: SpotTrade[] = [];
  readonly #balances = new Map<string, Balance>();
  /** Up to then the market has passed over its orders. */
  watchedUntil: EpochMs | null = null;

  constructor(terms: AccountTerms) {
    this.terms = terms;
    for (const [asset, amount] of Object.entries(terms.balances)) this.of(asset).free = unitsOf(amount, asset);
  }

  of(asset: string): Balance {
    let balance = this.#balances.get(asset);
    if (balance === undefined) {
      balance = { free: 0n, locked: 0n };
      this.#balances.set(asset, balance);
    }
    return balance;
  }

  lock(asset: string, units: bigint): void {
    const balance = this.of(asset);
    balance.free -= units;
    balance.locked += units;
  }

  balances(): { asset: string; free: string; locked: string }[] {
    return [...this.#balances].map(([asset, { free, locked }]) => ({
      asset,
      free: textOf(free),
      locked: textOf(locked),
    }));
  }

  open(symbol?: string): SpotOrder[] {
    return this.orders.filter((order) => isOpen(order) && (symbol === undefined || order.listing.symbol === symbol));
  }
}

export function isOpen({ status }: SpotOrder): boolean {
  return status === 'NEW' || status === 'PARTIALLY_FILLED';
}
