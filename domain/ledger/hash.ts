import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hexadecimal (FIPS 180-4), of parts one behind the other; text as UTF-8. */
export function sha256(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** SHA-256 of parts one behind the other, as 32 bytes. */
export function sha256Bytes(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

export const bytesOfHex = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** SHA-256 of what comes bit by bit. */
export class RunningSha256 {
  readonly #hash = createHash('sha256');

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
