/** Lets the market pass over a paper account: every bar that closed since the last look, then the quote of the moment. */
import type { Decimal } from 'decimal.js';
import type { PriceFeed } from '../../activities/ports.ts';
import { Money, ZERO } from '../../domain/accounting/money.ts';
import type { Bar } from '../../domain/execution/matching/bar.ts';
import { afterBar, afterQuote, type Quote, settles } from '../../domain/execution/paper/market.ts';
import { openOrders, type PaperState } from '../../domain/execution/paper/state.ts';
import type { PaperTerms } from '../../domain/execution/paper/terms.ts';
import { HOUR_MS, type EpochMs } from '../../domain/market/candles.ts';
import type { PaperBooks } from './paper-books.ts';

const MOST_BARS = 1_000;
/** Where the feed has had nothing for so long, nothing was traded. */
const GIVEN_UP_MS = HOUR_MS;
/** Looked at without an event: written down so often, so that a restart need not look at everything again. */
const NOTED_EVERY_MS = HOUR_MS;

export interface Watched {
  readonly state: PaperState;
  readonly quote: Quote | null;
}

export class MarketWatch {
  readonly #feed: PriceFeed;
  readonly #terms: PaperTerms;
  readonly #books: PaperBooks;
  #notedAt = 0;

  constructor(feed: PriceFeed, terms: PaperTerms, books: PaperBooks) {
    this.#feed = feed;
    this.#terms = terms;
    this.#books = books;
  }

  async look(now: EpochMs, signal: AbortSignal): Promise<Watched> {
    const state = await this.#lookAtBars(await this.#books.state(now), now, signal);
    const quote = await this.#feed.quote(signal);
    return { state: quote === null ? state : await this.lookAtQuote(state, quote, now), quote };
  }

  async lookAtQuote(state: PaperState, quote: Quote, now: EpochMs): Promise<PaperState> {
    const events = afterQuote(state, quote, now, this.#terms);
    const [first, ...rest] = events;
    return first === undefined ? state : this.#books.write([first, ...rest]);
  }

  async #lookAtBars(before: PaperState, now: EpochMs, signal: AbortSignal): Promise<PaperState> {
    const { barMs } = this.#feed;
    const closed = Math.floor(now / barMs) * barMs;
    if (isIdle(before)) return this.#books.look(before, closed);
    const from = Math.floor(before.watchedUntil / barMs) * barMs;
    const to = Math.min(closed, from + MOST_BARS * barMs);
    if (from >= to) return before;
    const bars = await this.#feed.bars(from, to, signal);
    const fundingRate = await this.#fundingOf(bars, signal);
    let state = before;
    for (const bar of bars) {
      const until = bar.openTime + barMs;
      const events = afterBar(state, bar, { barMs, fundingRate, now }, this.#terms);
      if (events.length === 0 && until - this.#notedAt < NOTED_EVERY_MS) state = this.#books.look(state, until);
      else {
        state = await this.#books.write([{ type: 'watched', until }, ...events]);
        this.#notedAt = until;
      }
    }
    const isSilent = bars.length === 0 && closed - to >= GIVEN_UP_MS;
    return isSilent ? this.#books.look(state, to) : state;
  }

  async #fundingOf(bars: readonly Bar[], signal: AbortSignal): Promise<Decimal> {
    const { margin } = this.#terms;
    if (margin === null || !bars.some(({ openTime }) => settles(openTime, this.#feed.barMs))) return ZERO;
    const told = await this.#feed.fundingRate(signal);
    return told === null ? margin.usualFunding : new Money(told);
  }
}

/** Nothing that a market could change. */
function isIdle(state: PaperState): boolean {
  return openOrders(state).length === 0 && state.book.positionBase.isZero();
}
