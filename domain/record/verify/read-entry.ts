import type { EpochMs } from '../../market/candles.ts';
import type { LedgerPosition } from '../../ledger/document.ts';
import { EntryBody } from './entry-body.ts';
import { isHash, type Members, membersOf, momentOf } from './members.ts';

export const ENTRY_KINDS = ['release', 'outcome', 'rule', 'calendar', 'correction', 'candidate'] as const;
type EntryKind = (typeof ENTRY_KINDS)[number];

/** What stands around the body of an entry. */
export interface EntryHead extends LedgerPosition {
  readonly line: number;
  readonly kind: EntryKind;
  readonly source: string;
  readonly schema: number;
  readonly key: string;
  readonly committedAt: EpochMs;
}

/** An entry of a bundle whose form is right; whether its place and content are is another question. */
export interface ReadEntry extends EntryHead {
  readonly body: EntryBody;
}

const NAMES = 'body,committedAt,hash,key,kind,previousHash,schema,sequence,source';

/** The entry, or what is wrong with its form. */
export function readEntry(line: number, members: Members): ReadEntry | string {
  if (Object.keys(members).join() !== NAMES) return `an entry has the members ${NAMES}, and no other`;
  const { hash, key, kind, previousHash, schema, sequence, source } = members;
  const committedAt = momentOf(members.committedAt);
  const body = bodyOf(members.body);
  if (committedAt === undefined) return 'committedAt is not a time in UTC with milliseconds';
  if (body === undefined) return 'the body is not an object';
  if (!isHash(hash) || !isHash(previousHash)) return 'a hash is not 64 hexadecimal digits';
  if (typeof key !== 'string' || typeof source !== 'string') return 'key or source is not a text';
  if (!isWhole(schema) || !isWhole(sequence)) return 'schema or sequence is not a whole number';
  const known = ENTRY_KINDS.find((name) => name === kind);
  if (known === undefined) return `"${String(kind)}" is no kind of entry`;
  return { line, kind: known, hash, previousHash, sequence, key, source, schema, committedAt, body };
}

function bodyOf(value: unknown): EntryBody | undefined {
  if (value instanceof EntryBody) return value;
  const members = membersOf(value);
  return members && EntryBody.read(members);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
