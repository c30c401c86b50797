import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import { type ChainedEntry, chainEntry, GENESIS_HASH, verifyChain } from '../../../domain/ledger/chain.ts';

const rule = (key: string, body: unknown = { text: key }) => ({
  source: 'live' as const,
  kind: 'rule',
  schema: 1,
  key,
  committedAt: Date.UTC(2026, 10, 20, 10),
  body: canonicalText(body),
});

function chainOf(keys: readonly string[]): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (const key of keys) entries.push(chainEntry(rule(key), entries.at(-1) ?? null));
  return entries;
}

describe('the hash chain', () => {
  it('hashes what a reader can rebuild with any canonical JSON and SHA-256', () => {
    const { hash } = chainEntry(rule('r1', { b: 1, a: 'ü' }), null);
    const text = `{"body":{"a":"ü","b":1},"committedAt":"2026-11-20T10:00:00.000Z","key":"r1","kind":"rule","previousHash":"${'0'.repeat(64)}","schema":1,"sequence":1,"source":"live"}`;
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('begins at 1 behind 64 zeros and goes on from the head', () => {
    const [first, second] = chainOf(['a', 'b']);
    expect([first.sequence, first.previousHash]).toEqual([1, GENESIS_HASH]);
    expect([second.sequence, second.previousHash]).toEqual([2, first.hash]);
  });

  it('verifies, and says where it ends', () => {
    const entries = chainOf(['a', 'b', 'c']);
    const { sequence, hash, previousHash } = entries[2];
    expect(verifyChain(entries)).toEqual({ sequence, hash, previousHash });
    expect(verifyChain([])).toBeNull();
  });

  it('refuses a body that is not canonical', () => {
    for (const body of ['{"b":1,"a":2}', '{ }', '{', '1.0']) {
      expect(() => chainEntry({ ...rule('a'), body }, null)).toThrow(
        expect.objectContaining({ code: 'input.invalid' }),
      );
    }
  });

  it('does not verify after any change to any field of any entry', () => {
    const changes: readonly Partial<ChainedEntry>[] = [
      { source: 'recorded' },
      { kind: 'outcome' },
      { schema: 2 },
      { key: 'other' },
      { committedAt: 1 },
      { body: '{}' },
      { body: '{"text": "a"}' },
      { body: 'broken' },
      { sequence: 9 },
      { previousHash: 'f'.repeat(64) },
      { hash: 'f'.repeat(64) },
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.constantFrom(...changes), (length, at, change) => {
        const entries = chainOf(Array.from({ length }, (_, i) => `key-${i}`));
        const changed = entries.with(at % length, { ...entries[at % length], ...change });
        expect(() => verifyChain(changed)).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
      }),
    );
  });

  it('does not verify when an entry is removed from its middle, put in, or moved', () => {
    const entries = chainOf(['a', 'b', 'c', 'd']);
    const tampered = [
      entries.toSpliced(1, 1),
      entries.toSpliced(0, 1),
      entries.toSpliced(2, 0, entries[1]),
      entries.toSpliced(1, 2, entries[2], entries[1]),
    ];
    for (const each of tampered) expect(() => verifyChain(each)).toThrow('does not verify');
  });
});
