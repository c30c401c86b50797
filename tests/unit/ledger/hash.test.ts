import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256, sha256Bytes } from '../../../domain/ledger/hash.ts';

it.each([
  ['nothing', []],
  ['one part', ['abc']],
  ['text beyond ASCII', ['é', Uint8Array.of(1, 255), '…']],
  ['more than is put together in one place', ['x'.repeat(70_000), Buffer.alloc(70_000, 7), 'é']],
])('the hash of %s is that of its parts one behind the other', (_, parts) => {
  const one = createHash('sha256');
  for (const part of parts) one.update(part);
  const expected = one.digest('hex');
  expect(sha256(...parts)).toBe(expected);
  expect(Buffer.from(sha256Bytes(...parts.map((part) => Buffer.from(part)))).toString('hex')).toBe(expected);
});
