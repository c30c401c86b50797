/** Every fill of the account since some moment, with the id of ours that each belongs to. */
import type { Trade } from 'ccxt';
import { Money, type Price } from '../../../domain/accounting/money.ts';
import type { OrderFill } from '../../../domain/execution/account/heard.ts';
import { MINUTE_MS, type EpochMs } from '../../../domain/market/candles.ts';
import { parseSymbol } from '../../../domain/market/symbols.ts';
import type { Heard, SignedRequests } from './signed.ts';
import { fillOf } from './told.ts';

const PAGE = 1_000;
const TRADES = { weight: 20, purpose: 'read' } as const;
const ONE_ORDER = { weight: 4, purpose: 'read' } as const;
const ONE_PRICE = { weight: 2, purpose: 'read' } as const;

/** ccxt orders trades of one moment by their ids as text, in which 10 comes before 9. */
const byNumber = (a: Trade, b: Trade) => Number(a.id) - Number(b.id);

export class Trades {
  readonly #signed: SignedRequests;
  readonly #symbol: string;
  readonly #listCoin: (symbol: string, signal: AbortSignal) => Promise<void>;
  /** Trades name the venue's order ids; which of ours they are never changes. */
  readonly #ours = new Map<string, string>();
  readonly #coinPrices = new Map<string, Price>();

  constructor(
    signed: SignedRequests,
    symbol: string,
    listCoin: (symbol: string, signal: AbortSignal) => Promise<void>,
  ) {
    this.#signed = signed;
    this.#symbol = symbol;
    this.#listCoin = listCoin;
  }

  knows(orderId: string, clientOrderId: string): void {
    this.#ours.set(orderId, clientOrderId);
  }

  /** Null: not all of it was answered. */
  async since(since: EpochMs, signal: AbortSignal): Promise<readonly OrderFill[] | null> {
    const trades = await this.#pages(since, signal);
    if (trades === null) return null;
    const fills: OrderFill[] = [];
    for (const trade of trades) {
      const clientOrderId = await this.#ownerOf(String(trade.order), signal);
      const coinPrice = clientOrderId === null ? null : await this.#coinPrice(trade, signal);
      if (clientOrderId === null || coinPrice === null) return null;
      fills.push({ clientOrderId, fill: fillOf(trade, clientOrderId, coinPrice.price) });
    }
    return fills;
  }

  async #pages(since: EpochMs, signal: AbortSignal): Promise<readonly Trade[] | null> {
    const trades: Trade[] = [];
    for (;;) {
      const last = trades.at(-1);
      const heard: Heard<Trade[]> = await this.#signed.send(
        TRADES,
        (exchange) =>
          last === undefined
            ? exchange.fetchMyTrades(this.#symbol, since, PAGE)
            : exchange.fetchMyTrades(this.#symbol, undefined, PAGE, { fromId: Number(last.id) + 1 }),
        signal,
      );
      if (heard.kind !== 'answered') return null;
      trades.push(...heard.value.toSorted(byNumber));
      if (heard.value.length < PAGE) return trades;
    }
  }

  async #ownerOf(orderId: string, signal: AbortSignal): Promise<string | null> {
    const known = this.#ours.get(orderId);
    if (known !== undefined) return known;
    const heard = await this.#signed.send(ONE_ORDER, (exchange) => exchange.fetchOrder(orderId, this.#symbol), signal);
    if (heard.kind !== 'answered') return null;
    this.#ours.set(orderId, String(heard.value.clientOrderId));
    return this.#ours.get(orderId) ?? null;
  }

  /** At the open of the minute of the trade: whoever asks later hears the same. */
  async #coinPrice(trade: Trade, signal: AbortSignal): Promise<{ readonly price: Price | null } | null> {
    const { base, quote } = parseSymbol(this.#symbol);
    const coin = String(trade.fee?.currency);
    if (coin === base || coin === quote) return { price: null };
    const minute = Math.floor(Number(trade.timestamp) / MINUTE_MS) * MINUTE_MS;
    const key = `${coin}@${minute}`;
    if (!this.#coinPrices.has(key)) {
      const symbol = `${coin}/${quote}`;
      await this.#listCoin(symbol, signal);
      const heard = await this.#signed.send(
        ONE_PRICE,
        (exchange) => exchange.fetchOHLCV(symbol, '1m', minute, 1),
        signal,
      );
      const open = heard.kind === 'answered' ? heard.value[0]?.[1] : undefined;
      if (open === undefined) return null;
      this.#coinPrices.set(key, new Money(String(open)));
    }
    return { price: this.#coinPrices.get(key) ?? null };
  }
}
