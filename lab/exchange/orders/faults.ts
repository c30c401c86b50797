/** What goes wrong with signed requests, each with a chance of its own, drawn from a seed. */
import { Rng } from '../../../domain/numeric/random.ts';

export const ORDER_FAULTS = [
  /** Never arrives. */
  'request-lost',
  /** Is done, and nobody hears of it. */
  'answer-lost',
  /** -1007: done or not, the exchange does not say. */
  'timeout-done',
  'timeout-undone',
  /** A gateway's 503 and 504, in front of what was done or not. */
  'error-done',
  'error-undone',
  'rate-limited',
  'wrong-clock',
  'broken-json',
  /** Listings that know less than was accepted. */
  'listing-lags',
  'listing-truncated',
] as const;
export type OrderFault = (typeof ORDER_FAULTS)[number];

export class OrderFaults {
  readonly #rng: Rng;
  readonly #chances: Readonly<Partial<Record<OrderFault, number>>>;
  readonly met = new Map<OrderFault, number>();

  constructor(seed: string, chances: Readonly<Partial<Record<OrderFault, number>>>) {
    this.#rng = Rng.seeded(`${seed}:order-faults`);
    this.#chances = chances;
  }

  happens(fault: OrderFault): boolean {
    const chance = this.#chances[fault] ?? 0;
    if (chance === 0 || this.#rng.uniform() >= chance) return false;
    this.met.set(fault, (this.met.get(fault) ?? 0) + 1);
    return true;
  }
}
