/**
 * Merkle trees as in RFC 6962, section 2.1: a leaf is SHA-256(0 ‖ data), a node SHA-256(1 ‖ left ‖ right), so that neither
 * can pass for the other; the left side of a node is the largest power of two smaller than its leaves.
 */
import { sha256Bytes } from '../ledger/hash.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** What stands beside the way from a leaf to the root. */
export interface InclusionPath {
  /** From 0. */
  readonly index: number;
  readonly leaves: number;
  /** 32 bytes each, from the leaf upwards. */
  readonly siblings: readonly Uint8Array[];
}

export function leafHash(data: Uint8Array): Uint8Array {
  return sha256Bytes(LEAF, data);
}

/** A tree that grows by leaves and keeps only the roots of its complete halves: memory grows with the logarithm. */
export class GrowingTree {
  readonly #complete: { readonly leaves: number; readonly root: Uint8Array }[] = [];
  #leaves = 0;

  get leaves(): number {
    return this.#leaves;
  }

  add(data: Uint8Array): void {
    this.#leaves++;
    let grown = { leaves: 1, root: leafHash(data) };
    for (let last = this.#complete.at(-1); last?.leaves === grown.leaves; last = this.#complete.at(-1)) {
      this.#complete.pop();
      grown = { leaves: 2 * grown.leaves, root: sha256Bytes(NODE, last.root, grown.root) };
    }
    this.#complete.push(grown);
  }

  /** Of no leaves: the hash of nothing (RFC 6962). */
  root(): Uint8Array {
    const [last, ...before] = this.#complete.toReversed();
    if (last === undefined) return sha256Bytes();
    return before.reduce((right, { root }) => sha256Bytes(NODE, root, right), last.root);
  }
}

/**
 * The way from one of the leaves to the root of all of them.
 * @throws RangeError where there is no such leaf
 */
export function inclusionPath(data: readonly Uint8Array[], index: number): InclusionPath {
  if (!(index in data)) throw new RangeError(`there is no leaf ${index} among ${data.length}`);
  const siblings: Uint8Array[] = [];
  let from = 0;
  let to = data.length;
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    if (index < split) {
      siblings.unshift(rootOf(data.slice(split, to)));
      to = split;
    } else {
      siblings.unshift(rootOf(data.slice(from, split)));
      from = split;
    }
  }
  return { index, leaves: data.length, siblings };
}

/** The root that a leaf and its path lead to (RFC 9162, section 2.1.3.2); null for a path that fits no such tree. */
export function rootByPath(data: Uint8Array, { index, leaves, siblings }: InclusionPath): Uint8Array | null {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(leaves) && index >= 0 && index < leaves)) return null;
  let at = index;
  let last = leaves - 1;
  let root = leafHash(data);
  for (const sibling of siblings) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = sha256Bytes(NODE, sibling, root);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else root = sha256Bytes(NODE, root, sibling);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

function rootOf(data: readonly Uint8Array[]): Uint8Array {
  const tree = new GrowingTree();
  for (const one of data) tree.add(one);
  return tree.root();
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (2 * power < count) power *= 2;
  return power;
}
