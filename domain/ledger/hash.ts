import * as crypto from 'node:crypto';

/** Text as UTF-8. */
type Part = Uint8Array | string;

/** SHA-256 in lower-case hexadecimal (FIPS 180-4), of parts one behind the other; text as UTF-8. */
export function sha256(...parts: readonly Part[]): string {
  return digest(parts.length === 1 ? parts[0] : joined(parts), 'hex');
}

/** SHA-256 of parts one behind the other, as 32 bytes. */
export function sha256Bytes(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.from(digest(joined(parts), 'binary'), 'binary');
}

/** At once where Node can (from 20.12 on): objects of class Hash outlive the young generation, and a verifier made hundreds of thousands of them. */
const digest: (data: Part, encoding: 'hex' | 'binary') => string =
  'hash' in crypto
    ? (data, encoding) => crypto.hash('sha256', data, encoding)
    : (data, encoding) => crypto.createHash('sha256').update(data).digest(encoding);

/** Where parts are put together, so that none takes memory of its own. */
const ROOM = Buffer.allocUnsafeSlow(64 * 1024);

function joined(parts: readonly Part[]): Uint8Array {
  let used = 0;
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    if (used + bytes.length > ROOM.length) return Buffer.concat(parts.map((each) => Buffer.from(each)));
    ROOM.set(bytes, used);
    used += bytes.length;
  }
  return ROOM.subarray(0, used);
}

export const bytesOfHex = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** SHA-256 of what comes bit by bit. */
export class RunningSha256 {
  readonly #hash = crypto.createHash('sha256');

  add(bytes: Uint8Array | string): void {
    this.#hash.update(bytes);
  }

  /** Of everything added so far, in lower-case hexadecimal; more may follow. */
  soFar(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** One hash over numbers column by column, to the bit, and what they are called; the order of both counts. */
export function sha256OfColumns(called: readonly (string | number)[], columns: readonly Float64Array[]): string {
  const hashes = columns.map((column) => sha256(new Uint8Array(column.buffer, column.byteOffset, column.byteLength)));
  return sha256(new TextEncoder().encode([...called, ...hashes].join(' ')));
}
