/** What a worker and the network know of the world that they are in. */
import type { BaseQuantity } from '../../domain/accounting/money.ts';
import type { Heard } from '../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../domain/execution/account/order.ts';
import type { AccountState } from '../../domain/execution/account/state.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import type { Question } from '../../domain/execution/orders/settlement.ts';
import type { Rng } from '../../domain/numeric/random.ts';
import type { Executor } from './executor.ts';
import type { Faults } from './faults.ts';
import type { Queue } from './queue.ts';
import type { Store } from './store.ts';
import type { Venue } from './venue.ts';

export interface Listener {
  hear(heard: Heard): void;
}

/** Requests are made and forgotten: what comes of them is heard, late, twice, or never. */
export interface Requests {
  place(by: Listener, intent: OrderIntent): void;
  cancel(by: Listener, clientOrderId: string): void;
  ask(by: Listener, asked: { readonly clientOrderId: string; readonly question: Question }): void;
  pull(by: Listener, reportsOf: readonly string[]): void;
}

export interface Surroundings {
  readonly queue: Queue;
  readonly faults: Faults;
  readonly rng: Rng;
  readonly store: Store;
  readonly venue: Venue;
  readonly executor: Executor;
  /** The account before its first event. */
  readonly opened: AccountState;
  readonly network: Requests;
  /** The latest of them; whoever is older no longer hears what the venue tells by itself. */
  readonly worker: Listener;
  readonly violations: Set<string>;
  /** Null while the feed stalls. */
  reading(): MarketReading | null;
  /** Of what `reading` says. */
  priceAgeMs(): number;
  quantityOf(planId: string): BaseQuantity;
  restartLater(): void;
}
