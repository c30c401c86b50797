/** The Merkle root of every UTC day of a chain. */
import { bytesOfHex, hexOf } from '../ledger/hash.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../market/candles.ts';
import { dayText } from '../market/moments.ts';
import type { DayLine } from './lines.ts';
import { GrowingTree } from './merkle.ts';

/** Entries are stamped before they wait for their turn in the chain: a day's root is final this long after its end. */
const SETTLES_WITHIN_MS = 15 * MINUTE_MS;

export class DayRoots {
  /** By whole days since 1970. */
  readonly #trees = new Map<number, GrowingTree>();

  /** An entry's hash in hexadecimal, in the order of the chain. */
  add(committedAt: EpochMs, hash: string): void {
    const day = Math.floor(committedAt / DAY_MS);
    const tree = this.#trees.get(day) ?? new GrowingTree();
    this.#trees.set(day, tree);
    tree.add(bytesOfHex(hash));
  }

  /** The days that had ended for good at a moment, ascending; a day without an entry has no root. */
  finalAt(now: EpochMs): DayLine[] {
    return [...this.#trees]
      .sort(([a], [b]) => a - b)
      .map(([day, tree]) => [dayText(day * DAY_MS), tree] as const)
      .filter(([day]) => isFinal(day, now))
      .map(([day, tree]) => ({ kind: 'day', day, entries: tree.leaves, root: hexOf(tree.root()) }));
  }
}

export function isFinal(day: string, now: EpochMs): boolean {
  return finalAfter(day) <= now;
}

/** The last day whose root does not change any more at a moment. */
export function lastFinal(now: EpochMs): string {
  return dayText(now - SETTLES_WITHIN_MS - DAY_MS);
}

/** The moment from which on a day's root does not change. */
export function finalAfter(day: string): EpochMs {
  return Date.parse(day) + DAY_MS + SETTLES_WITHIN_MS;
}
