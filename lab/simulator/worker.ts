/** One process of the executor: it reads the row, asks the core, commits, and only then makes the requests. */
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import { evolve } from '../../domain/execution/account/evolve.ts';
import type { Heard } from '../../domain/execution/account/heard.ts';
import { questions, toReport } from '../../domain/execution/account/questions.ts';
import type { AccountState } from '../../domain/execution/account/state.ts';
import { isFinal } from '../../domain/execution/orders/life-cycle.ts';
import type { Listener, Surroundings } from './surroundings.ts';

const TICK_MS = 5_000;
const PULL_EVERY_TICKS = 3;
const OLDEST_PRICE_MS = 10_000;
const MINUTE_MS = 60_000;
/** Trades of a minute need a dozen; what asks more often than that has lost its patience (INCIDENTS O20). */
const MOST_REQUESTS_PER_MINUTE = 40;

export class Worker implements Listener {
  readonly #world: Surroundings;
  readonly token: number;
  state: AccountState;
  isAlive = true;
  #ticks = 0;
  #minute = 0;
  #requests = 0;

  constructor(world: Surroundings) {
    this.#world = world;
    this.token = world.store.takeToken();
    this.state = world.store.events.reduce(evolve, world.opened);
    this.hear({ kind: 'take-over', token: this.token });
    this.#tick();
  }

  hear(heard: Heard): void {
    const { queue, faults, store, executor, violations } = this.#world;
    if (!this.isAlive) return;
    const row = faults.happens('row-unreadable') ? null : store.row;
    const moment = { now: queue.now, row: executor.rowRead(row), market: this.#world.reading() };
    const before = this.state;
    const { state, events } = executor.handle(before, heard, moment);
    if (events.length === 0) return;
    if (faults.happens('crash-before-commit')) return this.#crash();
    const isCurrent = store.isCurrent(this.token);
    if (!store.commit(this.token, events) && !executor.ignoresToken) {
      this.isAlive = false;
      return;
    }
    this.state = state;
    const sends = events.filter(({ type }) => type === 'order-sent');
    if (sends.length > 0 && !isCurrent) violations.add('a worker with an old token sent an order');
    if (sends.length > 0 && row !== 'normal' && row !== 'reduce') violations.add('an order was sent during a halt');
    this.#look(before, events);
    if (faults.happens('crash-after-commit') || faults.happens('commit-unheard')) return this.#crash();
    for (const event of events) this.#request(event);
  }

  /** What no single state shows: that something came back to life. */
  #look(before: AccountState, events: readonly AccountEvent[]): void {
    const { violations } = this.#world;
    for (const [id, order] of Object.entries(before.orders)) {
      const now = this.state.orders[id] ?? order;
      if (isFinal(order.state) && !isFinal(now.state)) violations.add('a final order was revived');
    }
    for (const event of events) {
      if (event.type === 'halted' && event.halt.cause === 'invariant') violations.add(`invariant: ${event.halt.why}`);
      if (event.type === 'plan-accepted' && this.#world.priceAgeMs() > OLDEST_PRICE_MS) {
        violations.add('a trade was begun on an old price');
      }
      if (event.type === 'order-recorded' && event.intent.leg === 'protection' && before.trade?.phase === 'closing') {
        violations.add('a protective order was placed while closing');
      }
    }
  }

  #request(event: AccountEvent): void {
    if (event.type === 'order-sent' || event.type === 'cancel-sent') this.#count();
    if (event.type === 'order-sent') this.#world.network.place(this, this.state.orders[event.clientOrderId]);
    if (event.type === 'cancel-sent') this.#world.network.cancel(this, event.clientOrderId);
  }

  /** Requests of the current minute. */
  #count(): void {
    const { queue, violations } = this.#world;
    const minute = Math.floor(queue.now / MINUTE_MS);
    this.#requests = minute === this.#minute ? this.#requests + 1 : 1;
    this.#minute = minute;
    if (this.#requests > MOST_REQUESTS_PER_MINUTE) violations.add('a storm of requests');
  }

  #tick(): void {
    const { queue, network } = this.#world;
    if (!this.isAlive) return;
    this.hear({ kind: 'time' });
    for (const asked of questions(this.state, queue.now)) network.ask(this, asked);
    if (this.#ticks++ % PULL_EVERY_TICKS === 0) network.pull(this, toReport(this.state));
    queue.after(TICK_MS, () => this.#tick());
  }

  #crash(): void {
    this.isAlive = false;
    this.#world.restartLater();
  }
}
