/** A venue that trades on paper: the domain's matching engine over a market feed, with books that survive a kill. */
import type { Clock, PriceFeed, Venue, VenueCapabilities, VenueCheck, VenueNews } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { Pulled } from '../../domain/execution/account/heard.ts';
import { LIQUIDATION } from '../../domain/execution/matching/liquidation-order.ts';
import type { OrderIntent } from '../../domain/execution/account/order.ts';
import { COMMON_DIALECT } from '../../domain/execution/orders/client-order-id.ts';
import type { Answer, Question } from '../../domain/execution/orders/settlement.ts';
import { placeOnPaper } from '../../domain/execution/paper/place.ts';
import { openOrders, type PaperState } from '../../domain/execution/paper/state.ts';
import { bestPrices } from '../../domain/execution/paper/reading.ts';
import type { PaperTerms } from '../../domain/execution/paper/terms.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { MarketWatch } from './market-watch.ts';
import { fillsOf, newsOf, reportOf } from './news.ts';
import type { PaperBooks } from './paper-books.ts';
import { priceOf, readingOf } from './reading.ts';

export interface PaperVenueParts {
  readonly feed: PriceFeed;
  readonly books: PaperBooks;
  readonly terms: PaperTerms;
  readonly clock: Clock;
}

export class PaperVenueOfAccount implements Venue {
  readonly name = 'paper';
  readonly #feed: PriceFeed;
  readonly #books: PaperBooks;
  readonly #terms: PaperTerms;
  readonly #clock: Clock;
  readonly #watch: MarketWatch;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ feed, books, terms, clock }: PaperVenueParts) {
    this.#feed = feed;
    this.#books = books;
    this.#terms = terms;
    this.#clock = clock;
    this.#watch = new MarketWatch(feed, terms, books);
  }

  get steps() {
    return this.#terms.steps;
  }

  get capabilities(): VenueCapabilities {
    return { ...CAPABILITIES, borrows: this.#terms.margin !== null };
  }

  place(intent: OrderIntent, signal: AbortSignal): Promise<readonly VenueNews[]> {
    return this.#oneByOne(
      async (now) => {
        const { state, quote } = await this.#watch.look(now, signal);
        if (state.orders[intent.clientOrderId] !== undefined) return newsOf(state, intent.clientOrderId);
        const mark = quote === null ? null : priceOf(quote, intent.side);
        const placed = placeOnPaper(state, intent, mark, now, this.#terms);
        if (placed.kind === 'refused') return [reportOf(intent.clientOrderId, 'refuse', placed.why)];
        const until = state.watchedUntil;
        const accepted = await this.#books.write([
          { type: 'watched', until },
          { type: 'accepted', order: placed.order },
        ]);
        const after = quote === null ? accepted : await this.#watch.lookAtQuote(accepted, quote, now);
        return newsOf(after, intent.clientOrderId);
      },
      [reportOf(intent.clientOrderId, 'silence', 'the books of the paper venue do not answer')],
    );
  }

  cancel(clientOrderId: string, signal: AbortSignal): Promise<readonly VenueNews[]> {
    return this.#oneByOne(async (time) => {
      const { state } = await this.#watch.look(time, signal);
      if (state.orders[clientOrderId]?.status !== 'open') return newsOf(state, clientOrderId);
      const after = await this.#books.write([{ type: 'ended', clientOrderId, as: 'cancelled', time }]);
      return newsOf(after, clientOrderId);
    }, []);
  }

  ask(
    { clientOrderId, question }: { readonly clientOrderId: string; readonly question: Question },
    signal: AbortSignal,
  ) {
    return this.#oneByOne<{ readonly answer: Answer; readonly news: readonly VenueNews[] }>(
      async (now) => {
        const { state } = await this.#watch.look(now, signal);
        if (!isFound(state, clientOrderId, question)) return { answer: 'not-found', news: [] };
        return { answer: 'found', news: newsOf(state, clientOrderId) };
      },
      { answer: 'no-answer', news: [] },
    );
  }

  pull(reportsOf: readonly string[], since: EpochMs, signal: AbortSignal): Promise<Pulled | null> {
    return this.#oneByOne<Pulled | null>(async (now) => {
      const { state } = await this.#watch.look(now, signal);
      const fills = state.fills.filter(({ time }) => time >= since).map(({ told }) => told);
      return {
        reports: reportsOf.flatMap((id) => newsOf(state, id).filter((news) => news.kind === 'report')),
        fills: fills.filter(({ clientOrderId }) => clientOrderId !== LIQUIDATION),
        liquidations: fills.filter(({ clientOrderId }) => clientOrderId === LIQUIDATION).map(({ fill }) => fill),
        funding: state.fundings.filter(({ time }) => time >= since).map(({ told }) => told),
        positionBase: state.book.positionBase,
        cashQuote: state.book.cashQuote,
        openOrders: openOrders(state).map(({ clientOrderId }) => clientOrderId),
      };
    }, null);
  }

  reading(signal: AbortSignal) {
    return readingOf(this.#feed, this.#terms.costs.spread, this.#clock.now(), signal);
  }

  async check(signal: AbortSignal): Promise<VenueCheck> {
    const quote = await this.#feed.quote(signal);
    const best = quote === null ? null : bestPrices(quote, this.#terms.costs.spread);
    const why = best === null ? 'the feed has no price' : `${best.bid.toFixed()} bid, ${best.ask.toFixed()} asked`;
    return {
      items: [
        { name: 'reach', holds: best !== null, why },
        { name: 'trading-key', holds: true, why: 'paper needs no key' },
        { name: 'withdrawal-off', holds: true, why: 'paper has nothing to withdraw' },
      ],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
  }

  /** One request at a time, as one account at one venue; silence where its books cannot be reached. */
  #oneByOne<T>(work: (now: EpochMs) => Promise<T>, silence: T): Promise<T> {
    const result = this.#last
      .then(() => work(this.#clock.now()))
      .catch((failure: unknown) => {
        if (failure instanceof AlmanacError && failure.code.startsWith('store.')) return silence;
        throw failure;
      });
    this.#last = result.catch(() => {});
    return result;
  }
}

function isFound(state: PaperState, clientOrderId: string, question: Question): boolean {
  const order = state.orders[clientOrderId];
  switch (question) {
    case 'by-client-id':
      return order !== undefined;
    case 'open-orders':
      return order?.status === 'open';
    case 'fills':
      return fillsOf(state, clientOrderId).length > 0;
    default:
      return question satisfies never;
  }
}

const CAPABILITIES = {
  isProven: true,
  restsStops: true,
  idDialect: COMMON_DIALECT,
  settlingMs: 0,
  receiveWindowMs: 5_000,
  source: 'domain/execution/paper',
  checkedOn: '2026-11-21',
} as const;
