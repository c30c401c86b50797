/** One account's workflow, its engine, its executors and its venue on a virtual clock, out of one integer. */
import { nextTick } from 'node:process';
import type { Clock } from '../../../activities/ports.ts';
import type { AccountWanted } from '../../../activities/execution/contract.ts';
import { Money, type Price } from '../../../domain/accounting/money.ts';
import type { MarketReading } from '../../../domain/execution/exits/exit-rule.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import type { Scenario } from '../level.ts';
import { Queue } from '../queue.ts';
import { START_QUOTE } from '../settings.ts';
import { Venue as Books } from '../venue.ts';
import type { FlowBugs } from './bugs.ts';
import { FlowEngine } from './engine.ts';
import { Executor } from './executor.ts';
import { FlowFaults, type FlowFaultName } from './faults.ts';
import { Releases } from './releases.ts';
import type { Sandbox } from './sandbox.ts';
import { FlowStore } from './store.ts';
import type { FlowSurroundings } from './surroundings.ts';

export type FlowScenario = Scenario<FlowFaultName>;

const BEGIN = Date.parse('2026-06-01T12:00:00Z');
const START_PRICE = 40_000;
const PRICE_EVERY_MS = 5_000;
const SIGMA_PER_STEP = 0.0008;
const HALF_SPREAD = 0.00005;
const BAR_STEPS = 12;
const UNLIMITED = [
  'loss-streak',
  'orders-per-5-minutes',
  'orders-per-hour',
  'orders-per-day',
  'turnover-per-5-minutes',
  'turnover-per-day',
];

export class FlowWorld implements FlowSurroundings {
  readonly queue = new Queue();
  readonly clock: Clock = { now: () => BEGIN + this.queue.now };
  readonly violations = new Set<string>();
  readonly requested = new Set<string>();
  readonly releases = new Releases();
  readonly rng: Rng;
  readonly faults: FlowFaults;
  readonly sandbox: Sandbox;
  readonly store: FlowStore;
  readonly books: Books;
  readonly bugs: FlowBugs;
  readonly intervals;
  readonly engine: FlowEngine;
  readonly executors = new Set<Executor>();
  readonly #walk: Rng;
  readonly #prices: number[] = [START_PRICE];
  databaseAway = false;
  venueAway = false;
  brakePulled = false;
  feedStalls = false;
  tradedByHand = false;

  constructor({ seed, without }: FlowScenario, sandbox: Sandbox, bugs: FlowBugs) {
    this.sandbox = sandbox;
    this.bugs = bugs;
    this.faults = new FlowFaults(seed, without);
    this.rng = Rng.seeded(`${seed}:world`);
    this.#walk = Rng.seeded(`${seed}:prices`);
    const terms = Rng.seeded(`${seed}:terms`);
    const between = (least: number, most: number) => Math.round(least + (most - least) * terms.uniform());
    this.intervals = {
      ...{ inTradeMs: between(1_000, 5_000), idleMs: between(2_000, 20_000) },
      ...{ reconcileMs: between(5_000, 60_000), sweepMs: between(10_000, 30_000) },
    };
    this.store = new FlowStore(this.violations, bugs);
    const fees = { feeRate: new Money('0.001'), feeIn: terms.uniform() < 0.3 ? 'elsewhere' : 'quote' } as const;
    const fillsInParts = () => this.faults.happens('partial-fill');
    this.books = new Books({ ...fees, tell: () => undefined, fillsInParts }, START_QUOTE, new Money(START_PRICE));
    this.start();
    const longHistoryEvents = terms.uniform() < 0.8 ? between(60, 400) : undefined;
    this.engine = new FlowEngine(this, {
      wanted: wanted(terms),
      advice: [],
      ...(longHistoryEvents && { longHistoryEvents }),
    });
    this.queue.after(PRICE_EVERY_MS, () => this.#nextPrice());
  }

  get price(): number {
    return this.#prices.at(-1) ?? START_PRICE;
  }

  start(): void {
    this.executors.add(new Executor(this));
  }

  anExecutor(): Executor | null {
    const alive = [...this.executors];
    return alive.at(this.rng.below(Math.max(1, alive.length))) ?? null;
  }

  ended(executor: Executor, isForEver: boolean): void {
    this.executors.delete(executor);
    this.engine.lost(executor);
    if (!isForEver) this.queue.after(2_000 + 18_000 * this.rng.uniform(), () => this.start());
  }

  reading(): MarketReading | null {
    if (this.feedStalls) return null;
    const bar = this.#prices.slice(-BAR_STEPS);
    return {
      time: this.clock.now(),
      bid: cents(this.price * (1 - HALF_SPREAD)),
      ask: cents(this.price * (1 + HALF_SPREAD)),
      high: cents(Math.max(...bar)),
      low: cents(Math.min(...bar)),
      atr: null,
    };
  }

  /** Every process ends, so that nothing of this world is left running. */
  async end(): Promise<void> {
    for (const executor of this.executors) executor.kill();
    await settled();
  }

  /** Runs everything up to a moment; what one thing sets going without taking time is over before the next. */
  async runUntil(time: number): Promise<void> {
    for (let run = this.queue.next(time); run !== null; run = this.queue.next(time)) {
      await run();
      await settled();
    }
    this.queue.runUntil(time);
  }

  #nextPrice(): void {
    this.#prices.push(this.price * Math.exp(SIGMA_PER_STEP * this.#walk.normal()));
    this.books.trade(cents(this.price), this.queue.now);
    this.queue.after(PRICE_EVERY_MS, () => this.#nextPrice());
  }
}

function wanted(rng: Rng): AccountWanted {
  const strategy = (['cards', 'shadow-long', 'shadow-short'] as const)[rng.below(3)];
  const limits = { ...Object.fromEntries(UNLIMITED.map((name) => [name, null])), cooldown: 0 };
  const market = { symbol: 'BTC/USDT', source: 'simulated', mode: 'paper' } as const;
  return { accountId: 'simulated', strategy, ...market, startQuote: START_QUOTE.toFixed(), limits };
}

function cents(price: number): Price {
  return new Money(price.toFixed(2));
}

/** After everything that waits for nothing but its turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => nextTick(resolve));
}
