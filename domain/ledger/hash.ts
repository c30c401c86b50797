import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hexadecimal (FIPS 180-4). */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One hash over numbers column by column, to the bit, and what they are called; the order of both counts. */
export function sha256OfColumns(called: readonly (string | number)[], columns: readonly Float64Array[]): string {
  const hashes = columns.map((column) => sha256(new Uint8Array(column.buffer, column.byteOffset, column.byteLength)));
  return sha256(new TextEncoder().encode([...called, ...hashes].join(' ')));
}
