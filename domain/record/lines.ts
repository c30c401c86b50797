/**
 * The public bundle of one chain, line by line: a header, every ledger entry in order, what was posted, the Merkle root
 * of each day, a footer. Each line is canonical JSON (RFC 8785), UTF-8, ended by one line feed.
 */
import { canonicalText } from '../ledger/canonical.ts';
import type { ChainedEntry } from '../ledger/chain.ts';
import { sha256 } from '../ledger/hash.ts';
import type { Signer } from '../ledger/signature.ts';
import type { SourceKind } from '../market/sources.ts';

export const BUNDLE_FORMAT = 'almanac-record';

/** No line of a bundle is longer: a commitment has at most 6 KB (DESIGN §10). */
export const MAX_LINE_BYTES = 256 * 1024;

export interface HeaderLine {
  readonly kind: 'header';
  readonly format: typeof BUNDLE_FORMAT;
  readonly schema: 1;
  readonly source: SourceKind;
  /** ISO 8601, as every time in a bundle. */
  readonly exportedAt: string;
  readonly codeVersion: string;
  /** Whose signature the footer carries. */
  readonly publicKey: string;
}

/** What a publisher was asked to show of a release; content by its hash, whoever keeps the post can compare. */
export interface PostLine {
  readonly kind: 'post';
  readonly releaseId: string;
  /** Hash of the ledger entry that the post carries. */
  readonly releaseHash: string;
  /** `telegram:@channel`; of one that is nobody else's business its kind alone. */
  readonly publisher: string;
  readonly state: string;
  /** SHA-256 of the canonical JSON of all its parts. */
  readonly contentSha256: string;
}

/** The Merkle tree over the hashes of the entries committed on a UTC day, in the order of the chain. */
export interface DayLine {
  readonly kind: 'day';
  /** `2026-11-20` */
  readonly day: string;
  readonly entries: number;
  readonly root: string;
  /** Where the root was told; absent where it was told to nobody. */
  readonly posts?: readonly RootPost[];
}

export type RootPost = Pick<PostLine, 'publisher' | 'state' | 'contentSha256'>;

export interface FooterLine {
  readonly kind: 'footer';
  /** Ledger entries. */
  readonly count: number;
  /** Hash of the last entry; 64 zeros when there is none. */
  readonly head: string;
  /** SHA-256 of every byte before this line. */
  readonly sha256: string;
  /** Over the canonical form of this line without it. */
  readonly signature: string;
}

/** Any of the lines that are no entry. */
export function lineText(line: HeaderLine | PostLine | DayLine | FooterLine): string {
  return canonicalText(line);
}

/**
 * The line of an entry: body (as a value), committedAt, hash, key, kind, previousHash, schema, sequence, source. The hash is
 * the SHA-256 of the line without its member `hash`. The body is canonical already.
 */
export function entryText(entry: ChainedEntry): string {
  const { body, committedAt, hash, key, kind, previousHash, schema, sequence, source } = entry;
  const at = new Date(committedAt).toISOString();
  const rest = canonicalText({ committedAt: at, hash, key, kind, previousHash, schema, sequence, source });
  return `{"body":${body},${rest.slice(1)}`;
}

/** The hash that an entry must have, from the bytes of its line without the line feed: of everything but its member `hash`. */
export function hashOfLine(line: Uint8Array, hash: string): string {
  const bytes = bufferOf(line);
  const member = `"hash":${JSON.stringify(hash)},`;
  const at = bytes.lastIndexOf(member);
  return sha256(bytes.subarray(0, at), bytes.subarray(at + member.length));
}

/** The same memory. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

export function signedFooter(footer: Omit<FooterLine, 'signature'>, signer: Signer): FooterLine {
  return { ...footer, signature: signer.sign(canonicalText(footer)) };
}

/** Addresses of webhooks are secrets of those who gave them. */
export function publicName(publisher: string): string {
  return publisher.startsWith('telegram:') ? publisher : publisher.split(':')[0];
}
