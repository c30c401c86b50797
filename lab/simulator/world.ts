/** One account, one venue, one market and everything that goes wrong between them, out of one integer. */
import { Money, type Price } from '../../domain/accounting/money.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import { openAccount } from '../../domain/execution/account/state.ts';
import { Rng } from '../../domain/numeric/random.ts';
import type { Executor } from './executor.ts';
import { Faults, type FaultName } from './faults.ts';
import { Network } from './network.ts';
import { plansOf, type ScheduledPlan } from './plans.ts';
import { Queue } from './queue.ts';
import { ACCOUNT, START_QUOTE } from './settings.ts';
import { Store } from './store.ts';
import type { Surroundings } from './surroundings.ts';
import { Venue } from './venue.ts';
import { Worker } from './worker.ts';

export interface Scenario {
  readonly seed: number;
  readonly plans: number;
  readonly without: readonly FaultName[];
}

const START_PRICE = 40_000;
const PRICE_EVERY_MS = 5_000;
const SIGMA_PER_STEP = 0.0008;
const HALF_SPREAD = 0.00005;
const BAR_STEPS = 12;

export class World implements Surroundings {
  readonly queue = new Queue();
  readonly store = new Store();
  readonly violations = new Set<string>();
  readonly opened = openAccount(ACCOUNT, START_QUOTE);
  readonly network: Network = new Network(this);
  readonly executor: Executor;
  readonly faults: Faults;
  readonly rng: Rng;
  readonly venue: Venue;
  readonly plans: readonly ScheduledPlan[];
  readonly #prices: number[] = [START_PRICE];
  readonly #walk: Rng;
  worker: Worker;
  feedStalls = false;
  /** The last price, told again and again while the market moves on. */
  frozen: MarketReading | null = null;
  tradedByHand = false;

  constructor(scenario: Scenario, executor: Executor) {
    const { seed } = scenario;
    this.executor = executor;
    this.faults = new Faults(seed, scenario.without);
    this.rng = Rng.seeded(`${seed}:network`);
    this.#walk = Rng.seeded(`${seed}:prices`);
    const terms = Rng.seeded(`${seed}:terms`);
    const isSpot = terms.uniform() < 0.5;
    this.venue = new Venue(
      {
        feeRate: new Money('0.001'),
        feeIn: terms.uniform() < 0.3 ? 'elsewhere' : isSpot ? 'base' : 'quote',
        tell: (message) => this.network.deliver(message),
        fillsInParts: () => this.faults.happens('partial-fill'),
      },
      START_QUOTE,
      new Money(START_PRICE),
    );
    this.plans = plansOf(seed, scenario.plans, isSpot);
    this.worker = new Worker(this);
    this.queue.after(PRICE_EVERY_MS, () => this.#nextPrice());
  }

  reading(): MarketReading | null {
    if (this.feedStalls) return null;
    if (this.frozen !== null) return this.frozen;
    const last = this.#prices.at(-1) ?? START_PRICE;
    const bar = this.#prices.slice(-BAR_STEPS);
    return {
      time: this.queue.now,
      bid: cents(last * (1 - HALF_SPREAD)),
      ask: cents(last * (1 + HALF_SPREAD)),
      high: cents(Math.max(...bar)),
      low: cents(Math.min(...bar)),
      atr: cents(last * 0.002),
    };
  }

  priceAgeMs(): number {
    return this.queue.now - (this.frozen?.time ?? this.queue.now);
  }

  quantityOf(planId: string): Price {
    return this.plans.find(({ plan }) => plan.planId === planId)?.plan.quantity ?? new Money(0);
  }

  restartLater(): void {
    this.queue.after(2_000 + 20_000 * this.rng.uniform(), () => {
      if (!this.worker.isAlive) this.worker = new Worker(this);
    });
  }

  /** It takes the account over while the first still runs, ticks and waits for answers. */
  secondWorker(): void {
    this.worker = new Worker(this);
  }

  #nextPrice(): void {
    const last = this.#prices.at(-1) ?? START_PRICE;
    this.#prices.push(last * Math.exp(SIGMA_PER_STEP * this.#walk.normal()));
    this.venue.trade(cents(this.#prices.at(-1) ?? last), this.queue.now);
    this.queue.after(PRICE_EVERY_MS, () => this.#nextPrice());
  }
}

function cents(price: number): Price {
  return new Money(price.toFixed(2));
}
