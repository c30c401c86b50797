/** What lies between a worker and the venue: every request and answer can be lost, late, doubled, or refused on the way. */
import { type BaseQuantity, ZERO } from '../../domain/accounting/money.ts';
import type { Pulled } from '../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../domain/execution/account/order.ts';
import type { Answer, Question } from '../../domain/execution/orders/settlement.ts';
import type { FaultName } from './faults.ts';
import type { Listener, Requests, Surroundings } from './surroundings.ts';
import type { VenueMessage } from './venue.ts';

/** The venue refuses requests that were sent longer ago, so that none arrives after it was settled as absent. */
const RECEIVE_WINDOW_MS = 5_000;
/** Less than the settling time: so long its listings may lag. */
const LAG_MS = 4_000;

export class Network implements Requests {
  readonly #world: Surroundings;
  isDown = false;
  symbolHalted = false;

  constructor(world: Surroundings) {
    this.#world = world;
  }

  place(worker: Listener, intent: OrderIntent): void {
    const { clientOrderId } = intent;
    const tell = (news: 'acknowledge' | 'refuse' | 'silence') => () =>
      worker.hear({ kind: 'report', clientOrderId, news, executed: ZERO });
    if (this.#happens('rate-limited')) return this.#hop(tell('refuse'));
    if (this.isDown || this.#happens('request-lost')) return;
    const isLate = this.#happens('wrong-clock');
    const isError = this.#happens('server-error');
    if (isError && this.#world.rng.uniform() < 0.5) return this.#hop(tell('silence'));
    this.#hop(() => {
      const placed = isLate || this.#refuses(intent) ? 'refused' : this.#accept(intent);
      if (isError) return this.#answer(tell('silence'));
      this.#answer(tell(placed === 'refused' ? 'refuse' : 'acknowledge'));
    });
  }

  cancel(worker: Listener, clientOrderId: string): void {
    if (this.#happens('rate-limited') || this.isDown || this.#happens('request-lost')) return;
    this.#hop(() => {
      const report = this.#world.venue.cancel(clientOrderId);
      if (report !== null) this.#answer(() => worker.hear({ kind: 'report', ...report }));
    });
  }

  ask(worker: Listener, asked: { readonly clientOrderId: string; readonly question: Question }): void {
    const { clientOrderId, question } = asked;
    this.#hop(() => {
      const fails = this.isDown || this.#happens('read-fails');
      const report = this.#visible(clientOrderId) ? this.#world.venue.report(clientOrderId) : null;
      const answer: Answer = fails ? 'no-answer' : this.#answerTo(question, clientOrderId);
      this.#hop(() => {
        worker.hear({ kind: 'answer', clientOrderId, question, answer });
        if (answer === 'found' && report !== null) worker.hear({ kind: 'report', ...report });
      });
    });
  }

  pull(worker: Listener, reportsOf: readonly string[]): void {
    const askedAt = this.#world.queue.now;
    this.#hop(() => {
      if (this.isDown || this.#happens('read-fails')) return;
      const pulled = this.pulled(reportsOf);
      this.#hop(() => worker.hear({ kind: 'pulled', pulled, askedAt }));
    });
  }

  pulled(reportsOf: readonly string[]): Pulled {
    const { venue, queue } = this.#world;
    const lag = this.#happens('history-lags') ? LAG_MS : 0;
    const open = venue.openOrders();
    return {
      reports: reportsOf.flatMap((id) => venue.report(id) ?? []),
      fills: venue.fillsUntil(queue.now - lag),
      positionBase: venue.base,
      cashQuote: venue.quote,
      openOrders: this.#happens('listing-truncated') ? open.slice(0, 1) : open,
    };
  }

  /** What the venue tells by itself. */
  deliver(message: VenueMessage): void {
    if (this.isDown || this.#happens('message-lost')) return;
    const arrive = () => this.#world.worker.hear(message);
    if (this.#happens('message-twice')) this.#hop(arrive);
    if (this.#happens('message-late')) this.#world.queue.after(20_000 * this.#world.rng.uniform(), arrive);
    else this.#hop(arrive);
  }

  #accept(intent: OrderIntent): 'accepted' | 'duplicate' | 'refused' {
    const { venue, queue, violations } = this.#world;
    const earlier = venue.orders.get(intent.clientOrderId);
    if (earlier !== undefined && !sameIntent(earlier.intent, intent)) violations.add('one client order id, two orders');
    const placed = venue.place(intent, queue.now);
    if (intent.leg === 'entry' && this.#entered(intent.planId).greaterThan(this.#world.quantityOf(intent.planId))) {
      violations.add('more was bought than the plan said');
    }
    return placed;
  }

  #entered(planId: string): BaseQuantity {
    return [...this.#world.venue.orders.values()]
      .filter(({ intent }) => intent.planId === planId && intent.leg === 'entry')
      .reduce((sum, { intent }) => sum.plus(intent.quantity), ZERO);
  }

  #refuses({ leg }: OrderIntent): boolean {
    return this.symbolHalted || (leg === 'protection' && this.#happens('stop-refused'));
  }

  #answerTo(question: Question, clientOrderId: string): Answer {
    const { venue } = this.#world;
    if (!this.#visible(clientOrderId)) return 'not-found';
    const order = venue.orders.get(clientOrderId);
    switch (question) {
      case 'by-client-id':
        return 'found';
      case 'open-orders':
        return order?.state === 'open' && !this.#happens('listing-truncated') ? 'found' : 'not-found';
      case 'fills':
        return order?.filled.isZero() === false ? 'found' : 'not-found';
      default:
        return question satisfies never;
    }
  }

  #visible(clientOrderId: string): boolean {
    const { venue, queue } = this.#world;
    const order = venue.orders.get(clientOrderId);
    return order !== undefined && (queue.now - order.acceptedAt > LAG_MS || !this.#happens('history-lags'));
  }

  #answer(arrive: () => void): void {
    if (this.isDown || this.#happens('answer-lost')) return;
    if (this.#happens('answer-twice')) this.#hop(arrive);
    if (this.#happens('answer-late')) this.#world.queue.after(5_000 + 35_000 * this.#world.rng.uniform(), arrive);
    else this.#hop(arrive);
  }

  #happens(name: FaultName): boolean {
    return this.#world.faults.happens(name);
  }

  /** One way; always within the receive window. */
  #hop(run: () => void): void {
    this.#world.queue.after(50 + (RECEIVE_WINDOW_MS / 5) * this.#world.rng.uniform(), run);
  }
}

function sameIntent(a: Pick<OrderIntent, 'side' | 'quantity' | 'kind'>, b: OrderIntent): boolean {
  return a.side === b.side && a.kind === b.kind && a.quantity.equals(b.quantity);
}
