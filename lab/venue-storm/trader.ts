/** One process of the executor at a real venue adapter: it asks the core, commits, and only then makes the requests. */
import type { Venue, VenueNews } from '../../activities/ports.ts';
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import { evolve } from '../../domain/execution/account/evolve.ts';
import { handle } from '../../domain/execution/account/handle.ts';
import type { Heard } from '../../domain/execution/account/heard.ts';
import type { ExecutionPlan } from '../../domain/execution/account/plan.ts';
import { pullFrom, questions, toReport } from '../../domain/execution/account/questions.ts';
import type { AccountState } from '../../domain/execution/account/state.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';

export interface TraderParts {
  readonly clock: { now(): number };
  /** The account before its first event. */
  readonly opened: AccountState;
  /** Opens the venue as a process that starts would. */
  readonly open: () => Promise<Venue>;
  /** Whether the process is killed between a commit and its request. */
  readonly dies: () => boolean;
}

const signal = new AbortController().signal;

export class Trader {
  readonly #parts: TraderParts;
  readonly #events: AccountEvent[] = [];
  state: AccountState;
  kills = 0;
  #venue: Venue;
  #market: MarketReading | null = null;
  #token = 0;

  private constructor(parts: TraderParts, venue: Venue) {
    this.#parts = parts;
    this.#venue = venue;
    this.state = parts.opened;
  }

  static async start(parts: TraderParts): Promise<Trader> {
    const trader = new Trader(parts, await parts.open());
    await trader.#takeOver();
    return trader;
  }

  get market(): MarketReading | null {
    return this.#market;
  }

  async plan(plan: ExecutionPlan): Promise<void> {
    await this.#hear({ kind: 'plan', plan, expectedSlippage: 0 });
  }

  async look(): Promise<void> {
    this.#market = await this.#venue.reading(signal);
    await this.#hear({ kind: 'time' });
    for (const asked of questions(this.state, this.#parts.clock.now())) {
      const { answer, news } = await this.#venue.ask(asked, signal);
      await this.#hear({ kind: 'answer', ...asked, answer });
      await this.#hearAll(news);
    }
  }

  async compare(): Promise<void> {
    const pulled = await this.#venue.pull(toReport(this.state), pullFrom(this.state) ?? 0, signal);
    if (pulled !== null) await this.#hear({ kind: 'pulled', pulled });
  }

  async #hearAll(news: readonly VenueNews[]): Promise<void> {
    for (const told of news) await this.#hear(told);
  }

  async #hear(heard: Heard): Promise<void> {
    const moment = { now: this.#parts.clock.now(), row: 'normal', market: this.#market } as const;
    const { state, events } = handle(this.state, heard, moment);
    this.state = state;
    this.#events.push(...events);
    for (const event of events) {
      if (event.type !== 'order-sent' && event.type !== 'cancel-sent') continue;
      if (this.#parts.dies()) return this.#restart();
      const order = this.state.orders[event.clientOrderId];
      await this.#hearAll(
        event.type === 'order-sent'
          ? await this.#venue.place(order, signal)
          : await this.#venue.cancel(order.clientOrderId, signal),
      );
    }
  }

  /** All that is left of the one before are its events. */
  async #restart(): Promise<void> {
    this.kills++;
    this.state = this.#events.reduce(evolve, this.#parts.opened);
    this.#venue = await this.#parts.open();
    await this.#takeOver();
  }

  async #takeOver(): Promise<void> {
    this.#token++;
    await this.#hear({ kind: 'take-over', token: this.#token });
  }
}
