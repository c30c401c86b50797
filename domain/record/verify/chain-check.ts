import { GENESIS_HASH, misplaced } from '../../ledger/chain.ts';
import type { LedgerPosition } from '../../ledger/document.ts';
import { hashOfLine } from '../lines.ts';
import type { Flaws } from './flaw.ts';
import type { ReadEntry } from './read-entry.ts';

/** Every entry stands behind the one before it, hashes to what it says, and is there once. */
export class ChainCheck {
  readonly #flaws: Flaws;
  readonly #keys = new Set<string>();
  #source: string | null = null;
  /** Null before the first entry; undefined behind a line that could not be read. */
  #head: LedgerPosition | null | undefined = null;
  #count = 0;

  constructor(flaws: Flaws) {
    this.#flaws = flaws;
  }

  get count(): number {
    return this.#count;
  }

  get head(): string {
    return this.#head?.hash ?? GENESIS_HASH;
  }

  begin(source: string): void {
    this.#source = source;
  }

  /** `bytes`: its line with the line feed. After a flaw the entry's own place counts, so that one change is not told of every row behind it. */
  add(entry: ReadEntry, bytes: Uint8Array): void {
    const before = this.#head === undefined ? placeBefore(entry) : this.#head;
    const problem = misplaced(entry, before, hashOfLine(bytes.subarray(0, -1), entry.hash));
    if (problem !== null) this.#flaws.add('chain', entry, `${problem}: something was changed, removed or put in`);
    if (entry.source !== this.#source) {
      this.#flaws.add('chain', entry, `it is of the source ${entry.source}, the bundle of ${this.#source}`);
    }
    const name = `${entry.kind} ${entry.key}`;
    if (this.#keys.has(name)) this.#flaws.add('duplicate', entry, `there is a second ${name}`);
    this.#keys.add(name);
    this.#head = { sequence: entry.sequence, hash: entry.hash, previousHash: entry.previousHash };
    this.#count++;
  }

  unreadable(): void {
    this.#head = undefined;
  }
}

function placeBefore({ sequence, previousHash }: ReadEntry): LedgerPosition {
  return { sequence: sequence - 1, hash: previousHash, previousHash: GENESIS_HASH };
}
