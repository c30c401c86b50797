/** The executor's core at a venue, without database and engine: it looks once a minute and makes what requests come of it. */
import { expect } from 'vitest';
import type { PaperVenueStore, Venue } from '../../../activities/ports.ts';
import type { Fill } from '../../../domain/accounting/fill.ts';
import type { QuoteAmount } from '../../../domain/accounting/money.ts';
import type { AccountEvent } from '../../../domain/execution/account/events.ts';
import { handle } from '../../../domain/execution/account/handle.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import { type AccountSettings, type AccountState, openAccount } from '../../../domain/execution/account/state.ts';
import type { PaperEvent } from '../../../domain/execution/paper/events.ts';
import { type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';

const signal = new AbortController().signal;

export class Worker {
  readonly fills: Fill[] = [];
  readonly events: AccountEvent[] = [];
  readonly #venue: Venue;
  state: AccountState;

  constructor(venue: Venue, settings: AccountSettings, startQuote: QuoteAmount) {
    this.#venue = venue;
    this.state = openAccount(settings, startQuote);
  }

  async takeOver(now: EpochMs): Promise<void> {
    await this.#hear([{ kind: 'take-over', token: 1 }], now);
    await this.look(now, []);
  }

  async look(now: EpochMs, heard: readonly Heard[]): Promise<void> {
    const pulled = await this.#venue.pull(Object.keys(this.state.orders), now - HOUR_MS, signal);
    await this.#hear([{ kind: 'pulled', pulled: pulled! }, { kind: 'time' }, ...heard], now);
  }

  async #hear(heard: readonly Heard[], now: EpochMs): Promise<void> {
    const market = await this.#venue.reading(signal);
    const queue = [...heard];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { state, events } = handle(this.state, next, { now, row: 'normal', market });
      this.state = state;
      this.events.push(...events);
      for (const event of events) {
        if (event.type === 'fill-booked' || event.type === 'liquidated') this.fills.push(event.fill);
        if (event.type === 'order-sent')
          queue.push(...(await this.#venue.place(state.orders[event.clientOrderId], signal)));
        if (event.type === 'cancel-sent') queue.push(...(await this.#venue.cancel(event.clientOrderId, signal)));
      }
    }
  }
}

export function booksInMemory(): PaperVenueStore {
  const rows: PaperEvent[] = [];
  return {
    events: async () => [...rows],
    append: async (_, after, events) => {
      expect(after).toBe(rows.length);
      rows.push(...events);
    },
  };
}

/** All of a fill but the number that the venue gave it. */
export function told({ time, orderId, side, quantity, price, fee, liquidity }: Fill): string {
  const cost = `${fee.amount.toFixed()} ${fee.asset}`;
  return [time, orderId, side, quantity.toFixed(), price.toFixed(), cost, liquidity].join(' ');
}
