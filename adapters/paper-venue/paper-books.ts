/** The events of one paper account, written before anybody hears of them. */
import type { PaperAccount, PaperVenueStore } from '../../activities/ports.ts';
import type { QuoteAmount } from '../../domain/accounting/money.ts';
import type { PaperEvent } from '../../domain/execution/paper/events.ts';
import { evolvePaper, foldPaper, type PaperState } from '../../domain/execution/paper/state.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

export class PaperBooks {
  readonly #store: PaperVenueStore;
  readonly #account: PaperAccount;
  readonly #startQuote: QuoteAmount;
  #state: PaperState | null = null;
  #written = 0;

  constructor(store: PaperVenueStore, account: PaperAccount, startQuote: QuoteAmount) {
    this.#store = store;
    this.#account = account;
    this.#startQuote = startQuote;
  }

  /** As far as it was written; opened now where it never was. */
  async state(now: EpochMs): Promise<PaperState> {
    if (this.#state !== null) return this.#state;
    const events = await this.#store.events(this.#account);
    this.#state = foldPaper(events);
    this.#written = events.length;
    if (this.#state !== null) return this.#state;
    const { symbol } = this.#account;
    return this.write([{ type: 'opened', symbol, startQuote: this.#startQuote, time: now }]);
  }

  /** Whatever goes wrong here, the next request reads again what was written. */
  async write(events: readonly [PaperEvent, ...PaperEvent[]]): Promise<PaperState> {
    const before = this.#state;
    this.#state = null;
    await this.#store.append(this.#account, this.#written, events);
    this.#written += events.length;
    const [first, ...rest] = events;
    this.#state = rest.reduce(evolvePaper, evolvePaper(before, first));
    return this.#state;
  }

  /** How far the market was looked at, without writing it: looking again finds the same. */
  look(state: PaperState, until: EpochMs): PaperState {
    this.#state = evolvePaper(state, { type: 'watched', until });
    return this.#state;
  }
}
