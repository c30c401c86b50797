/** The executor's core as a worker uses it, with a venue that answers at once. */
import type { Fill } from '../../../domain/accounting/fill.ts';
import type { Price, QuoteAmount } from '../../../domain/accounting/money.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { AccountEvent } from '../../../domain/execution/account/events.ts';
import { evolve } from '../../../domain/execution/account/evolve.ts';
import { type Exited, exitedBy } from '../../../domain/execution/account/exited.ts';
import { handle } from '../../../domain/execution/account/handle.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import { type AccountSettings, type AccountState, openAccount } from '../../../domain/execution/account/state.ts';
import type { MarketReading } from '../../../domain/execution/exits/exit-rule.ts';
import { momentText } from '../../../domain/market/moments.ts';
import type { BarVenue } from './bar-venue.ts';

/** A fill beside the price that was seen when its order left, or that a stop had. */
export interface MarkedFill {
  readonly fill: Fill;
  readonly mark: Price;
}

/** Is told what an account would commit. */
export type Log = (event: AccountEvent) => void;

export type Refused = AccountEvent & { readonly type: 'plan-refused' };

export class Executor {
  readonly exited: Exited[] = [];
  readonly fills: MarkedFill[] = [];
  readonly refused: Refused[] = [];
  readonly #venue: BarVenue;
  readonly #log: Log;
  readonly #marks = new Map<string, Price>();
  #state: AccountState;

  constructor(settings: AccountSettings, startQuote: QuoteAmount, venue: BarVenue, log: Log = () => {}) {
    this.#venue = venue;
    this.#log = log;
    this.#state = openAccount(settings, startQuote);
  }

  get state(): AccountState {
    return this.#state;
  }

  /** Throws `internal` where the core halts: over bars nothing goes wrong but by a mistake of ours. */
  hear(heard: readonly Heard[], now: number, market: MarketReading | null): void {
    const queue = [...heard];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const before = this.#state;
      const { state, events } = handle(before, next, { now, row: 'normal', market });
      this.#state = state;
      for (const event of events) this.#log(event);
      if (state.halts.length > 0) throw halted(state.halts[0].why, now);
      this.#keep(before, events);
      queue.push(...events.flatMap((event) => this.#request(event)));
    }
  }

  /** The books against the venue's. */
  compare(now: number): void {
    this.hear([{ kind: 'pulled', pulled: this.#venue.pulled() }], now, null);
    if (this.#state.suspicion !== null) throw halted(this.#state.suspicion.why, now);
  }

  #request(event: AccountEvent): Heard[] {
    if (event.type === 'cancel-sent') return this.#venue.cancel(event.clientOrderId);
    if (event.type !== 'order-sent') return [];
    const order = this.#state.orders[event.clientOrderId];
    this.#marks.set(event.clientOrderId, order.stopPrice ?? event.mark);
    return this.#venue.place(order);
  }

  #keep(before: AccountState, events: readonly AccountEvent[]): void {
    let state = before;
    for (const event of events) {
      if (event.type === 'fill-booked' || event.type === 'liquidated') this.#booked(state, event);
      if (event.type === 'plan-refused') this.refused.push(event);
      state = evolve(state, event);
    }
  }

  #booked(state: AccountState, event: AccountEvent & { type: 'fill-booked' | 'liquidated' }): void {
    const { fill } = event;
    this.exited.push(...exitedBy(state, event));
    const mark = event.type === 'liquidated' ? fill.price : this.#marks.get(event.clientOrderId);
    if (mark !== undefined) this.fills.push({ fill, mark });
  }
}

function halted(why: string, now: number): AlmanacError {
  return new AlmanacError(
    'internal',
    `The executor halted at ${momentText(now)} of the backtest: ${why}. Report this with the candles.`,
    { why, now },
  );
}
