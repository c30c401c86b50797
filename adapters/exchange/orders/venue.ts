/** Real orders at Binance's spot market, long only: one request per decision, and silence wherever the venue is silent. */
import type { Exchange, Order } from 'ccxt';
import type { Clock, PriceFeed, Venue, VenueCapabilities, VenueCheck, VenueNews } from '../../../activities/ports.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { Pulled } from '../../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import type { Answer, Question } from '../../../domain/execution/orders/settlement.ts';
import { worldAfter } from '../../../domain/execution/orders/venue-failure.ts';
import { marketReading } from '../../../domain/execution/paper/reading.ts';
import { DAY_MS, type EpochMs } from '../../../domain/market/candles.ts';
import { parseSymbol } from '../../../domain/market/symbols.ts';
import { ORDER_VENUES } from './capabilities.ts';
import { keyItems } from './permissions.ts';
import type { Purpose } from './rate-budget.ts';
import type { Heard, SignedRequests } from './signed.ts';
import { refusal, reportOf, silence } from './told.ts';
import type { Trades } from './trades.ts';

export interface ExchangeVenueParts {
  readonly symbol: string;
  readonly signed: SignedRequests;
  readonly feed: PriceFeed;
  readonly trades: Trades;
  readonly clock: Clock;
}

/** A clock that is further off cannot be trusted with an entry; corrected, exits go on (INCIDENTS O19). */
export const MOST_OFFSET_MS = 5_000;

type Report = VenueNews & { readonly kind: 'report' };
type Found = Heard<Order> | { readonly kind: 'absent' };

export class ExchangeVenue implements Venue {
  readonly name = 'binance';
  readonly capabilities: VenueCapabilities = ORDER_VENUES.binance;
  readonly #symbol: string;
  readonly #signed: SignedRequests;
  readonly #feed: PriceFeed;
  readonly #trades: Trades;
  readonly #clock: Clock;

  constructor({ symbol, signed, feed, trades, clock }: ExchangeVenueParts) {
    this.#symbol = symbol;
    this.#signed = signed;
    this.#feed = feed;
    this.#trades = trades;
    this.#clock = clock;
  }

  get steps() {
    return this.#feed.steps;
  }

  /**
   * The venue takes an id again once its order is over, so it is asked first; what it does not answer is not sent. An
   * entry that was not sent is refused, anything else stays to be settled by asking.
   */
  async place(intent: OrderIntent, signal: AbortSignal): Promise<readonly VenueNews[]> {
    const { clientOrderId, leg } = intent;
    const purpose = leg === 'entry' ? 'entry' : 'exit';
    const unsent = leg === 'entry' ? refusal : silence;
    const before = await this.#find(clientOrderId, purpose, signal);
    if (before.kind === 'answered') return this.#newsOf(before.value, clientOrderId, signal);
    if (before.kind !== 'absent') return [unsent(clientOrderId, `not sent: ${before.why}`)];
    const offsetMs = Math.abs(this.#signed.clockOffsetMs);
    if (leg === 'entry' && offsetMs > MOST_OFFSET_MS) {
      return [refusal(clientOrderId, `not sent: the clocks differ by ${offsetMs} ms`)];
    }
    const heard = await this.#signed.send({ weight: 1, purpose }, (exchange) => this.#create(exchange, intent), signal);
    switch (heard.kind) {
      case 'answered':
        return this.#newsOf(heard.value, clientOrderId, signal);
      case 'not-sent':
        return [unsent(clientOrderId, `not sent: ${heard.why}`)];
      case 'failed':
        return this.#afterFailure(intent, heard, signal);
      default:
        return heard satisfies never;
    }
  }

  async cancel(clientOrderId: string, signal: AbortSignal): Promise<readonly VenueNews[]> {
    const heard = await this.#signed.send(
      { weight: 1, purpose: 'exit' },
      (exchange) => exchange.cancelOrder(clientOrderId, this.#symbol, { clientOrderId }),
      signal,
    );
    if (heard.kind === 'answered') return [reportOf(clientOrderId, heard.value)];
    if (heard.kind !== 'failed' || !isCode(heard, '-2011')) return [];
    const found = await this.#find(clientOrderId, 'exit', signal);
    return found.kind === 'answered' ? this.#newsOf(found.value, clientOrderId, signal) : [];
  }

  async ask(
    { clientOrderId, question }: { readonly clientOrderId: string; readonly question: Question },
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly news: readonly VenueNews[] }> {
    switch (question) {
      case 'by-client-id':
        return this.#askById(clientOrderId, signal);
      case 'open-orders': {
        const open = await this.#openOrders(signal);
        if (open === null) return NO_ANSWER;
        const order = open.find((each) => each.clientOrderId === clientOrderId);
        return order === undefined ? NOT_FOUND : { answer: 'found', news: [reportOf(clientOrderId, order)] };
      }
      case 'fills': {
        const fills = await this.#trades.since(this.#clock.now() - DAY_MS, signal);
        if (fills === null) return NO_ANSWER;
        const own = fills.filter((fill) => fill.clientOrderId === clientOrderId);
        return own.length === 0 ? NOT_FOUND : { answer: 'found', news: own.map((fill) => ({ kind: 'fill', ...fill })) };
      }
      default:
        return question satisfies never;
    }
  }

  async pull(reportsOf: readonly string[], since: EpochMs, signal: AbortSignal): Promise<Pulled | null> {
    const open = await this.#openOrders(signal);
    if (open === null) return null;
    const reports: Report[] = [];
    for (const clientOrderId of reportsOf) {
      const listed = open.find((order) => order.clientOrderId === clientOrderId);
      const found: Found =
        listed === undefined ? await this.#find(clientOrderId, 'read', signal) : { kind: 'answered', value: listed };
      if (found.kind === 'answered') reports.push(reportOf(clientOrderId, found.value));
    }
    const fills = await this.#trades.since(since, signal);
    const balances = await this.#signed.send(ACCOUNT, (exchange) => exchange.fetchBalance(), signal);
    if (fills === null || balances.kind !== 'answered') return null;
    const { base, quote } = parseSymbol(this.#symbol);
    const total = (asset: string) => new Money(String(balances.value[asset]?.total ?? 0));
    return {
      reports,
      fills,
      positionBase: total(base),
      cashQuote: total(quote),
      openOrders: open.map(({ clientOrderId }) => String(clientOrderId)),
    };
  }

  async reading(signal: AbortSignal) {
    if ((await this.#signed.budget.banned()) !== null) return null;
    const quote = await this.#feed.quote(signal);
    if (quote === null) return null;
    const { barMs } = this.#feed;
    const closed = Math.floor(this.#clock.now() / barMs) * barMs;
    const [bar] = await this.#feed.bars(closed - barMs, closed, signal);
    return marketReading(quote, ZERO, bar, await this.#feed.averageTrueRange(signal));
  }

  async check(signal: AbortSignal): Promise<VenueCheck> {
    const banned = await this.#signed.budget.banned();
    const reached = await this.#signed.measureClock(signal);
    const offsetMs = this.#signed.clockOffsetMs;
    return {
      items: [
        { name: 'no-ban', holds: banned === null, why: banned ?? 'requests are welcome' },
        { name: 'reach', holds: reached, why: reached ? 'it tells its time' : 'it does not tell its time' },
        {
          name: 'clock',
          holds: reached && Math.abs(offsetMs) <= MOST_OFFSET_MS,
          why: `its clock is ${offsetMs} ms ahead of ours; at most ${MOST_OFFSET_MS}`,
        },
        ...(await keyItems(this.#signed, signal)),
        { name: 'proven', holds: this.capabilities.isProven, why: this.capabilities.source },
      ],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #create(exchange: Exchange, { clientOrderId, side, quantity, stopPrice }: OrderIntent): Promise<Order> {
    const stop = stopPrice === null ? {} : { stopLossPrice: stopPrice.toFixed() };
    const amount = quantity.toFixed() as unknown as number;
    return exchange.createOrder(this.#symbol, 'market', side, amount, undefined, { clientOrderId, ...stop });
  }

  async #afterFailure(
    { clientOrderId, leg }: OrderIntent,
    heard: Heard<Order> & { readonly kind: 'failed' },
    signal: AbortSignal,
  ): Promise<readonly VenueNews[]> {
    switch (worldAfter(heard.failure)) {
      case 'nothing-happened':
        return [refusal(clientOrderId, heard.why)];
      case 'unknown':
        return [silence(clientOrderId, heard.why)];
      case 'done': {
        const found = await this.#find(clientOrderId, leg === 'entry' ? 'entry' : 'exit', signal);
        return found.kind === 'answered'
          ? this.#newsOf(found.value, clientOrderId, signal)
          : [silence(clientOrderId, heard.why)];
      }
    }
  }

  async #find(clientOrderId: string, purpose: Purpose, signal: AbortSignal): Promise<Found> {
    const heard = await this.#signed.send(
      { weight: 4, purpose },
      (exchange) => exchange.fetchOrder(clientOrderId, this.#symbol, { clientOrderId }),
      signal,
    );
    return heard.kind === 'failed' && isCode(heard, '-2013') ? { kind: 'absent' } : heard;
  }

  async #askById(clientOrderId: string, signal: AbortSignal) {
    const found = await this.#find(clientOrderId, 'exit', signal);
    if (found.kind === 'absent') return NOT_FOUND;
    if (found.kind !== 'answered') return NO_ANSWER;
    return { answer: 'found', news: [reportOf(clientOrderId, found.value)] } as const;
  }

  async #openOrders(signal: AbortSignal): Promise<readonly Order[] | null> {
    const heard = await this.#signed.send(OPEN, (exchange) => exchange.fetchOpenOrders(this.#symbol), signal);
    return heard.kind === 'answered' ? heard.value : null;
  }

  /** Where it stands, and its fills as far as they are told. */
  async #newsOf(order: Order, clientOrderId: string, signal: AbortSignal): Promise<VenueNews[]> {
    this.#trades.knows(String(order.id), clientOrderId);
    const report = reportOf(clientOrderId, order);
    if (report.executed.isZero()) return [report];
    const fills = (await this.#trades.since(Number(order.timestamp ?? this.#clock.now() - DAY_MS), signal)) ?? [];
    const own = fills.filter((fill) => fill.clientOrderId === clientOrderId);
    return [report, ...own.map((fill): VenueNews => ({ kind: 'fill', ...fill }))];
  }
}

const OPEN = { weight: 6, purpose: 'read' } as const;
const ACCOUNT = { weight: 20, purpose: 'read' } as const;
const NO_ANSWER = { answer: 'no-answer', news: [] } as const;
const NOT_FOUND = { answer: 'not-found', news: [] } as const;

function isCode({ failure }: { readonly failure: { readonly kind: string } }, code: string): boolean {
  return failure.kind === 'code' && (failure as { readonly code?: string }).code === code;
}
