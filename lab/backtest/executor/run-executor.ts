/** The executor over recorded bars: what it hears at their closes, traded by the code of the paper and the live account. */
import { equityAt } from '../../../domain/accounting/book.ts';
import { Money, type QuoteAmount } from '../../../domain/accounting/money.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import type { AccountSettings, AccountState } from '../../../domain/execution/account/state.ts';
import { type Bar, barAt } from '../../../domain/execution/matching/bar.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';
import type { Candles, EpochMs } from '../../../domain/market/candles.ts';
import { settlementsIn } from '../../../domain/market/funding-times.ts';
import { BarVenue } from './bar-venue.ts';
import { Executor, type Log } from './executor.ts';
import type { Margin } from './margin.ts';
import { pointBar, priceThatPays, readingOf } from './readings.ts';

export interface ExecutorRequest {
  readonly candles: Candles;
  readonly settings: AccountSettings;
  readonly costs: PaperVenue;
  /** Of a perpetual; null on spot. */
  readonly margin: Margin | null;
  readonly startQuote: QuoteAmount;
  readonly schedule: Schedule;
  /** At the close where nothing is said. */
  readonly decides?: Decides;
  readonly log?: Log;
}

/**
 * Which price is seen when something is decided: the close, and the order fills at the next open; or that open itself, as
 * by an account that looks when the bar has closed. Only where bars have one price is there nothing else between the two.
 */
export type Decides = 'at-close' | 'at-open';

/** What is heard at a close, when the account is worth so much: plans, and what takes them back. */
export type Schedule = (close: EpochMs, equityQuote: number) => readonly Heard[];

export interface ExecutorRun extends Pick<Executor, 'exited' | 'fills' | 'refused' | 'state'> {
  /** At the close of each bar, and the value of the position, negative for a short one; shape (bars). */
  readonly equityQuote: Float64Array;
  readonly heldQuote: Float64Array;
}

/**
 * A bar is shown as its open, then as what it does to the stops that rest at the venue, then as the targets that it
 * passes, then as its close: of a stop and a target in one bar the stop goes first. What is sent at a close fills at the
 * next open. Throws `internal` where the executor halts or its books differ from the venue's.
 */
export function runExecutor(request: ExecutorRequest): ExecutorRun {
  const { candles, settings, costs, margin, startQuote, log } = request;
  const venue = new BarVenue(candles.symbol, costs, margin, startQuote);
  const executor = new Executor(settings, startQuote, venue, log);
  executor.hear([{ kind: 'take-over', token: 1 }], candles.openTime[0], null);
  executor.compare(candles.openTime[0]);
  const bars = candles.close.length;
  const equityQuote = new Float64Array(bars);
  const heldQuote = new Float64Array(bars);
  const tape = new Tape(request, venue, executor);
  const isAtClose = request.decides !== 'at-open';
  if (isAtClose) tape.begin();
  for (let at = 0; at < bars; at++) {
    tape.pass(at, isAtClose ? [] : tape.heardBefore(at, equityQuote));
    const { book } = executor.state;
    heldQuote[at] = book.positionBase.toNumber() * candles.close[at];
    equityQuote[at] = book.positionBase.isZero()
      ? book.cashQuote.toNumber()
      : equityAt(book, new Money(candles.close[at])).toNumber();
    if (isAtClose) tape.say(at, equityQuote[at]);
  }
  const { exited, fills, refused, state } = executor;
  return { exited, fills, refused, state, equityQuote, heldQuote };
}

/** Shows one bar after the other to venue and executor. */
class Tape {
  readonly #request: ExecutorRequest;
  readonly #venue: BarVenue;
  readonly #executor: Executor;

  constructor(request: ExecutorRequest, venue: BarVenue, executor: Executor) {
    this.#request = request;
    this.#venue = venue;
    this.#executor = executor;
  }

  /** `said`: what is heard at its open. */
  pass(at: number, said: readonly Heard[]): void {
    const { candles, decides } = this.#request;
    const bar = barAt(candles, at);
    const close = bar.openTime + candles.barMs;
    const before = at === 0 ? bar : barAt(candles, at - 1);
    if (isBusy(this.#executor.state) || said.length > 0) {
      this.#settle(bar, before);
      this.#show(bar.open, bar, before, said);
      this.#executor.hear(this.#venue.trade(bar), bar.openTime, this.#reading(bar.open, before, bar.openTime));
      this.#showTargets(bar, before);
      if (decides !== 'at-open') this.#executor.hear([{ kind: 'time' }], close, this.#reading(bar.close, bar, close));
      if (!isBusy(this.#executor.state)) this.#executor.compare(close);
    }
  }

  /** The close before the first bar is its open. */
  begin(): void {
    const bar = barAt(this.#request.candles, 0);
    this.#say(bar.openTime, this.#request.startQuote.toNumber(), pointBar(bar.open, bar));
  }

  /** What was said at the close before a bar; before the first, at its open. */
  heardBefore(at: number, equityQuote: Float64Array): readonly Heard[] {
    const { candles, schedule, startQuote } = this.#request;
    if (at === 0) return schedule(candles.openTime[0], startQuote.toNumber());
    return schedule(candles.openTime[at - 1] + candles.barMs, equityQuote[at - 1]);
  }

  say(at: number, equityQuote: number): void {
    const { candles } = this.#request;
    const bar = barAt(candles, at);
    this.#say(bar.openTime + candles.barMs, equityQuote, bar);
  }

  #say(time: EpochMs, equityQuote: number, last: Bar): void {
    const said = this.#request.schedule(time, equityQuote);
    if (said.length > 0) this.#executor.hear([{ kind: 'time' }, ...said], time, this.#reading(last.close, last, time));
  }

  /** Until nothing more comes of it, the venue fills what it can at one price. */
  #show(price: number, bar: Bar, last: Bar, said: readonly Heard[] = []): void {
    const reading = this.#reading(price, last, bar.openTime);
    let news: readonly Heard[] = this.#venue.trade(pointBar(price, bar));
    this.#executor.hear([...news, { kind: 'time' }, ...said], bar.openTime, reading);
    while ((news = this.#venue.trade(pointBar(price, bar))).length > 0) {
      this.#executor.hear([...news, { kind: 'time' }], bar.openTime, reading);
    }
  }

  #showTargets(bar: Bar, last: Bar): void {
    for (let target = this.#passedTarget(bar); target !== null; ) {
      this.#show(target, bar, last);
      const next = this.#passedTarget(bar);
      target = next === target ? null : next;
    }
  }

  /** The price of the next rung that the bar traded beyond; null where it did not. */
  #passedTarget({ high, low }: Bar): number | null {
    const { trade } = this.#executor.state;
    const rung = trade?.phase === 'open' ? trade.plan.exits.targets.at(trade.rungsTaken) : undefined;
    if (trade === null || rung === undefined) return null;
    const { side } = trade.plan;
    const price = priceThatPays(rung.price, side, this.#request.costs);
    return (side === 'LONG' ? high > price : low < price) ? price : null;
  }

  /** Settlements since the bar before, at the open: who opens there does not pay them. */
  #settle({ openTime, open }: Bar, before: Bar): void {
    for (const settlement of settlementsIn(before.openTime, openTime)) {
      this.#executor.hear(this.#venue.settle(settlement, open), openTime, null);
    }
  }

  #reading(price: number, last: Bar, time: EpochMs) {
    return readingOf(price, last, time, this.#request.costs);
  }
}

/** Whether a bar can change anything: nothing is held or open otherwise. */
function isBusy({ trade, book }: AccountState): boolean {
  return trade !== null || !book.positionBase.isZero();
}
