/**
 * The hash chain of a ledger: every entry's hash covers the hash before it, so that whoever holds the newest hash can
 * tell whether any earlier entry was changed, removed or put in.
 */
import { AlmanacError } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import type { SourceKind } from '../market/sources.ts';
import { canonicalText, parseCanonical } from './canonical.ts';
import type { LedgerPosition } from './document.ts';
import { sha256 } from './hash.ts';

/** What stands before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** An entry before it has a place in the chain. */
export interface UnchainedEntry {
  readonly source: SourceKind;
  readonly kind: string;
  readonly schema: number;
  readonly key: string;
  readonly committedAt: EpochMs;
  /** Canonical JSON (RFC 8785). */
  readonly body: string;
}

export type ChainedEntry<E extends UnchainedEntry = UnchainedEntry> = E & LedgerPosition;

/**
 * Puts an entry behind the head of its chain (null: it is the first). The hash is the SHA-256 of the canonical JSON of
 * `{schema, kind, source, sequence, previousHash, committedAt (ISO 8601), key, body (as a value)}`.
 *
 * @throws AlmanacError input.invalid when the body is not in its canonical form
 * @example chainEntry({ source: 'live', kind: 'rule', schema: 1, key: 'r1', committedAt: 0, body: '{}' }, null).sequence // 1
 */
export function chainEntry<E extends UnchainedEntry>(
  entry: E,
  head: Pick<LedgerPosition, 'sequence' | 'hash'> | null,
): ChainedEntry<E> {
  const sequence = (head?.sequence ?? 0) + 1;
  const previousHash = head?.hash ?? GENESIS_HASH;
  return { ...entry, sequence, previousHash, hash: sha256(hashedText({ ...entry, sequence, previousHash })) };
}

/** Where an entry's place is not what the one before it and its own content make it; null where all fits. */
export function misplaced(found: LedgerPosition, head: LedgerPosition | null, contentHash: string): string | null {
  const sequence = (head?.sequence ?? 0) + 1;
  const expected: LedgerPosition = { sequence, previousHash: head?.hash ?? GENESIS_HASH, hash: contentHash };
  const wrong = (['sequence', 'previousHash', 'hash'] as const).find((field) => found[field] !== expected[field]);
  return wrong === undefined ? null : `${wrong} is ${found[wrong]}, should be ${expected[wrong]}`;
}

/**
 * The position of the last entry, null for an empty chain, after checking every one: sequences 1, 2, 3 …, each
 * previous hash, each hash. Expects the entries of one source ascending.
 * @throws AlmanacError store.corrupt naming the first entry that does not fit
 */
export function verifyChain(entries: Iterable<ChainedEntry>): LedgerPosition | null {
  let head: LedgerPosition | null = null;
  for (const entry of entries) {
    if (parseCanonical(entry.body) === undefined) refuse(entry, 'its body is not canonical JSON');
    const problem = misplaced(entry, head, sha256(hashedText(entry)));
    if (problem !== null) refuse(entry, problem);
    head = { sequence: entry.sequence, hash: entry.hash, previousHash: entry.previousHash };
  }
  return head;
}

/** Canonical JSON of what an entry's hash covers: all of it but the hash. */
function hashedText(entry: Omit<ChainedEntry, 'hash'>): string {
  const { schema, kind, source, sequence, previousHash, key } = entry;
  const body = parseCanonical(entry.body);
  if (body === undefined) {
    const sentence = `The body of the ledger entry ${kind} ${key} is not canonical JSON (RFC 8785); make it with canonicalText.`;
    throw new AlmanacError('input.invalid', sentence, { kind, key });
  }
  const committedAt = new Date(entry.committedAt).toISOString();
  return canonicalText({ schema, kind, source, sequence, previousHash, committedAt, key, body });
}

function refuse(found: ChainedEntry, problem: string): never {
  const { source, sequence, kind, key } = found;
  const sentence = `The ledger does not verify at ${source} ${sequence} (${kind} ${key}): ${problem}. Something was changed, removed or put in.`;
  throw new AlmanacError('store.corrupt', sentence, { source, sequence, kind, key });
}
