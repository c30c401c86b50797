import { expect, it } from 'vitest';
import type { Database, Stores } from '../../../../activities/ports.ts';
import { GENESIS_HASH, verifyChain } from '../../../../domain/ledger/chain.ts';
import { documentOf, pendingPublishers, releaseEntry, request, ruleEntry } from '../examples.ts';

/** Runs first on a fresh database: it looks at whole chains. */
export function ledgerSuite(database: () => Database, stores: () => Stores): void {
  const sequences = async () => (await stores().ledger.entries('live')).map(({ sequence }) => sequence);
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  it('begins every chain at sequence 1 behind 64 zeros', async () => {
    expect(await stores().ledger.head('simulated')).toBeNull();
    const entry = await stores().ledger.append(ruleEntry('first', 'simulated'), 5);
    expect(entry).toMatchObject({ sequence: 1, previousHash: GENESIS_HASH, committedAt: 5 });
    const { sequence, hash, previousHash } = entry;
    expect(await stores().ledger.head('simulated')).toEqual({ sequence, hash, previousHash });
    expect(await stores().ledger.head('live')).toBeNull();
  });

  it('takes twenty entries at once: no holes, no duplicates, and the chain verifies', async () => {
    await Promise.all(upTo(20).map((n) => stores().ledger.append(ruleEntry(`at-once-${n}`), n)));
    const entries = await stores().ledger.entries('live');
    expect(entries.map(({ sequence }) => sequence)).toEqual(upTo(20));
    expect(verifyChain(entries)).toEqual(await stores().ledger.head('live'));
  });

  it('takes the same entry twenty times at once as one', async () => {
    const before = (await sequences()).length;
    const answers = await Promise.all(upTo(20).map((n) => stores().ledger.append(ruleEntry('the-same'), n)));
    expect(new Set(answers.map(({ hash }) => hash)).size).toBe(1);
    expect(await sequences()).toEqual(upTo(before + 1));
  });

  it('answers the stored entry when a key comes again with other words', async () => {
    const stored = await stores().ledger.append(ruleEntry('again'), 1);
    expect(await stores().ledger.append({ ...ruleEntry('again'), body: '{}' }, 2)).toEqual(stored);
    expect(await stores().ledger.find('live', 'rule', 'again')).toEqual(stored);
    expect(await stores().ledger.find('live', 'calendar', 'again')).toBeNull();
  });

  it('leaves no hole where a transaction fails', async () => {
    const asked = request({ source: 'live' });
    const before = (await sequences()).length;
    const attempt = stores().ledger.append(releaseEntry(asked), 1, { document: documentOf(asked), publications: [] });
    await expect(attempt).rejects.toMatchObject({
      code: 'store.conflict',
      message: expect.stringContaining('Begin it first'),
    });
    await stores().ledger.append(ruleEntry('after the failure'), 2);
    expect(await sequences()).toEqual(upTo(before + 1));
    verifyChain(await stores().ledger.entries('live'));
  });

  it('completes the release and promises its publications in the same transaction, once', async () => {
    const asked = request({ source: 'live' });
    await stores().releases.begin(asked);
    const completed = { document: documentOf(asked), publications: [{ publisher: 'file' }, { publisher: 'console' }] };
    const commit = () => stores().ledger.append(releaseEntry(asked), 9, completed);
    const [entry, again] = [await commit(), await commit()];
    expect(again).toEqual(entry);
    expect((await stores().releases.find(asked.releaseId))?.ledger?.sequence).toBe(entry.sequence);
    expect(await pendingPublishers(stores(), asked.releaseId)).toEqual(['console', 'file']);
  });

  it('does not complete a release into the chain of another source', async () => {
    const asked = request({ source: 'recorded' });
    await stores().releases.begin(asked);
    const elsewhere = { ...releaseEntry(asked), source: 'live' } as const;
    const attempt = stores().ledger.append(elsewhere, 1, { document: documentOf(asked), publications: [] });
    await expect(attempt).rejects.toMatchObject({ code: 'store.conflict' });
  });

  it('answers the entries of one kind', async () => {
    const kinds = (await stores().ledger.entries('live', { kind: 'release' })).map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(['release']);
  });

  it('keeps the body byte by byte', async () => {
    const body = '{"a":1e-7,"b":"ü\\n€","c":[0.30000000000000004,-0.5]}';
    await stores().ledger.append({ ...ruleEntry('bytes'), body }, 1);
    expect((await stores().ledger.find('live', 'rule', 'bytes'))?.body).toBe(body);
  });

  it.each(['update ledger set body = body', 'delete from ledger', 'truncate ledger cascade'])(
    'refuses to change what is written: %s',
    async (sql) => {
      await expect(database().query(sql, [])).rejects.toThrow('never changed');
    },
  );
}
