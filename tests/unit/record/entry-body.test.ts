import { describe, expect, it } from 'vitest';
import { BatchWriter, batchEntries } from '../../../apps/verifier/batch.ts';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import { EntryBody } from '../../../domain/record/verify/entry-body.ts';
import { type Members } from '../../../domain/record/verify/members.ts';
import { readEntry, type ReadEntry } from '../../../domain/record/verify/read-entry.ts';
import { readLine } from '../../../domain/record/verify/read-line.ts';

const PLAIN = {
  forecasts: [{ status: 'nested' }],
  note: 'say "status":1',
  state: 'x',
  status: 'published',
  stream: null,
};
const BEYOND_ASCII = { note: '…é', status: 'published', stream: 'planned' };

describe('the body of an entry', () => {
  it.each([
    ['plain', PLAIN],
    ['beyond ASCII', BEYOND_ASCII],
  ])('that is %s tells single members as its whole value does, and others not', (_, value) => {
    const { body } = entryOf(value);
    for (const name of ['status', 'stream', 'note', 'forecasts', 'tatus', 'none']) {
      expect(body.member(name), name).toEqual((value as Members)[name]);
    }
    expect(body.value).toEqual(value);
  });

  it('reaches another thread as it was read', () => {
    const entries = [PLAIN, BEYOND_ASCII].map(entryOf);
    const writer = new BatchWriter();
    expect(entries.every((entry) => writer.add(entry))).toBe(true);
    const arrived = [...batchEntries(structuredClone(writer.batch()))];
    expect(arrived.map(({ body }) => body.value)).toEqual([PLAIN, BEYOND_ASCII]);
    expect(arrived.map(({ body: _, ...head }) => head)).toEqual(entries.map(({ body: _, ...head }) => head));
  });

  it('is its canonical form where it was read as a value', () => {
    expect(Buffer.from(EntryBody.read(BEYOND_ASCII).bytes).toString()).toBe(canonicalText(BEYOND_ASCII));
  });
});

function entryOf(body: Members): ReadEntry {
  const rest = { committedAt: '2026-03-26T10:00:30.000Z', hash: '0'.repeat(64), key: 'k', kind: 'rule' };
  const line = canonicalText({ body, ...rest, previousHash: '1'.repeat(64), schema: 1, sequence: 7, source: 'live' });
  const members = readLine(Buffer.from(`${line}\n`));
  const entry = typeof members === 'string' ? members : readEntry(3, members);
  if (typeof entry === 'string') throw new TypeError(entry);
  return entry;
}
