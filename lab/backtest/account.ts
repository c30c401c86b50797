import { applyFill } from '../../domain/accounting/apply-fill.ts';
import { type AccountBook, brokenInvariant, openBook } from '../../domain/accounting/book.ts';
import { Money, type Price, type QuoteAmount } from '../../domain/accounting/money.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { barAt } from '../../domain/execution/matching/bar.ts';
import { type Executed, matchBar } from '../../domain/execution/matching/match-bar.ts';
import type { RestingOrder } from '../../domain/execution/matching/order.ts';
import type { PaperVenue } from '../../domain/execution/matching/venue.ts';
import { NO_ORDERS, placed, type WorkingOrders } from '../../domain/execution/matching/working-orders.ts';
import type { Candles } from '../../domain/market/candles.ts';
import { judge, type RiskAnswer, type RiskLimits } from '../../domain/risk/judge.ts';
import { orderFor } from '../../domain/strategies/order-for.ts';
import type { Decide, Wish } from '../../domain/strategies/strategy.ts';
import { pointBar } from './executor/readings.ts';
import { type Convention, exitsFromSignal } from './plan.ts';
import { proposed, RiskRecord } from './risk-record.ts';
import { type Trade, tradeOf, tradesStillOpen } from './trades.ts';
import { matchAsVectorbt } from './vectorbt.ts';

export interface RunRequest {
  readonly candles: Candles;
  readonly decide: Decide;
  readonly venue: PaperVenue;
  readonly limits: RiskLimits;
  /** Next open where nothing is said. */
  readonly convention?: Convention;
  readonly startQuote: QuoteAmount;
}

export interface BacktestRun {
  /** Closed ones in the order of their exits, then what was still open at the end. */
  readonly trades: readonly Trade[];
  readonly book: AccountBook;
  /** At the close of each bar, and the share of it that was in the market; shape (bars). */
  readonly equityQuote: Float64Array;
  readonly exposure: Float64Array;
  /** Money that changed hands. */
  readonly turnoverQuote: number;
  /** Orders that the rules did not let through, by rule. */
  readonly vetoes: Readonly<Record<string, number>>;
}

/** The books, the open orders, and the doubles that the equity of a bar is reckoned with. */
export class BacktestAccount {
  readonly #request: RunRequest;
  readonly #trades: Trade[] = [];
  readonly #vetoes: Record<string, number> = {};
  readonly #record: RiskRecord;
  #book: AccountBook;
  #turnover = 0;
  working: WorkingOrders = NO_ORDERS;
  cash: number;
  units = 0;
  /** The last bar inside of which something filled. */
  tradedAt = -1;
  peak: number;

  constructor(request: RunRequest) {
    this.#request = request;
    this.#record = new RiskRecord(request.candles, request.venue);
    this.#book = openBook(request.candles.symbol, request.startQuote);
    this.cash = request.startQuote.toNumber();
    this.peak = this.cash;
  }

  trade(at: number): void {
    const { candles, venue } = this.#request;
    const match = this.#request.convention === 'vectorbt' ? matchAsVectorbt : matchBar;
    const matched = match(this.working, barAt(candles, at), this.#book.positionBase, venue);
    this.working = matched.working;
    for (const executed of matched.executed) this.#enter(executed);
    if (matched.executed.length > 0) this.tradedAt = at;
  }

  /** The close of a bar as a bar of its own: what was just placed fills there. */
  tradeAtClose(at: number): void {
    const { candles, venue } = this.#request;
    const bar = barAt(candles, at);
    const close = { ...pointBar(bar.close, bar), openTime: bar.openTime + candles.barMs };
    const matched = matchBar(this.working, close, this.#book.positionBase, venue);
    this.working = matched.working;
    for (const executed of matched.executed) this.#enter(executed);
  }

  #enter({ fill, order }: Executed): void {
    const { book, closed } = applyFill(this.#book, fill);
    this.#book = book;
    for (const lot of closed) {
      this.#trades.push(tradeOf(lot, order.purpose));
      this.#record.closed(lot.pnlQuote.toNumber());
    }
    this.#record.filled(fill);
    this.#turnover += fill.quantity.toNumber() * fill.price.toNumber();
    this.cash = book.cashQuote.toNumber();
    this.units = book.positionBase.toNumber();
  }

  wish(wish: Wish, at: number, equityQuote: Float64Array): void {
    const { candles, venue, limits, convention } = this.#request;
    const { symbol, close } = candles;
    const signalPrice = new Money(close[at]);
    const wished = orderFor(wish, this.#book, signalPrice, venue, String(at));
    if (wished === null) return;
    const order = exitsFromSignal(convention) ? exitsFrom(wished, signalPrice) : wished;
    const proposal = proposed(order, symbol, close[at], venue);
    const state = this.#record.state(at, this.#book, equityQuote, this.peak);
    const answer = judge(proposal, state, limits);
    if (!answer.ok) return this.#veto(answer);
    this.#record.sent(proposal, state.now);
    this.working = placed(this.working, order);
  }

  #veto({ reasons }: RiskAnswer): void {
    for (const { rule } of reasons) this.#vetoes[rule] = (this.#vetoes[rule] ?? 0) + 1;
  }

  /** Throws `internal` for books that do not add up. */
  result(): Omit<BacktestRun, 'equityQuote' | 'exposure'> {
    const { candles } = this.#request;
    const broken = brokenInvariant(this.#book);
    if (broken !== null) throw unbalanced(broken);
    return {
      trades: [...this.#trades, ...tradesStillOpen(this.#book, candles)],
      book: this.#book,
      turnoverQuote: this.#turnover,
      vetoes: this.#vetoes,
    };
  }
}

function exitsFrom(order: RestingOrder, from: Price): RestingOrder {
  return order.bracket === null ? order : { ...order, bracket: { ...order.bracket, from } };
}

function unbalanced(broken: string): AlmanacError {
  return new AlmanacError('internal', `The books do not add up: ${broken}. Report this with the candles.`);
}
