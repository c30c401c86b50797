import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

export function releasesSuite(stores: () => Stores): void {
  it('finds a release that began, and nothing under an id nobody used', async () => {
    const asked = request();
    await stores().releases.begin(asked);
    expect(await stores().releases.find(asked.releaseId)).toEqual({
      request: asked,
      status: 'running',
      document: null,
      ledger: null,
      timingsMs: {},
      committedAt: null,
    });
    expect(await stores().releases.find('nobody')).toBeNull();
  });

  it('begins a release once: what was asked first stays', async () => {
    const asked = request();
    await Promise.all([1, 2, 3].map(() => stores().releases.begin(asked)));
    await stores().releases.begin({ ...asked, seed: 'another' });
    expect((await stores().releases.find(asked.releaseId))?.request).toEqual(asked);
  });

  it('has the document, the place in the ledger and the times of a committed release', async () => {
    const asked = request();
    const document = documentOf(asked);
    await stores().releases.begin(asked);
    await stores().steps.record({ ...step(asked.releaseId), durationMs: 12.5 });
    const entry = await stores().ledger.append(releaseEntry(asked), 1_700_000_000_000, { document, publications: [] });
    expect(await stores().releases.find(asked.releaseId)).toEqual({
      request: asked,
      status: 'published',
      document,
      ledger: { sequence: entry.sequence, hash: entry.hash, previousHash: entry.previousHash },
      timingsMs: { ingest: 12.5 },
      committedAt: 1_700_000_000_000,
    });
  });

  it('lists the newest first, by symbol and source, up to the limit', async () => {
    const symbol = 'LIST/USDT';
    const asked = [3, 1, 2].map((askedAt) => request({ symbol, askedAt, source: askedAt === 2 ? 'live' : 'recorded' }));
    for (const each of asked) await stores().releases.begin(each);
    const times = async (filter: Parameters<Stores['releases']['list']>[0]) =>
      (await stores().releases.list(filter)).map((release) => release.request.askedAt);
    expect(await times({ symbol, limit: 10 })).toEqual([3, 2, 1]);
    expect(await times({ symbol, limit: 2 })).toEqual([3, 2]);
    expect(await times({ symbol, source: 'live', limit: 10 })).toEqual([2]);
    expect((await stores().releases.list({ limit: 1 })).length).toBe(1);
  });

  it('outlines the same releases in the same order, without what they say', async () => {
    const symbol = 'OUTLINE/USDT';
    const [committed, running] = [1, 2].map((askedAt) => request({ symbol, askedAt }));
    for (const each of [committed, running]) await stores().releases.begin(each);
    const document = documentOf(committed);
    const { sequence, hash, previousHash } = await stores().ledger.append(releaseEntry(committed), 1, {
      document,
      publications: [],
    });
    expect(await stores().releases.outlines({ symbol, limit: 10 })).toEqual([
      { request: running, status: 'running', ledger: null },
      { request: committed, status: 'published', ledger: { sequence, hash, previousHash } },
    ]);
    expect(await stores().releases.outlines({ symbol, limit: 1 })).toHaveLength(1);
    expect(await stores().releases.outlines({ symbol, source: 'live', limit: 10 })).toEqual([]);
  });

  it('names the manual releases of one moment, whatever their source, and no planned ones', async () => {
    const at = { symbol: 'MANUAL/USDT', cutoff: 7 };
    const slots = ['manual', 'manual-2', 'recorded-manual-3', '1200', 'manually'];
    const asked = slots.map((slot, i) => request({ ...at, slot, askedAt: i }));
    for (const each of [...asked, request({ ...at, cutoff: 8 })]) await stores().releases.begin(each);
    const found = await stores().releases.manualAt(at.symbol, at.cutoff);
    expect(found.map((release) => release.request)).toEqual(asked.slice(0, 3));
  });

  it('discards a running release with its steps, and never a committed one', async () => {
    const [running, committed] = [request(), request()];
    for (const asked of [running, committed]) {
      await stores().releases.begin(asked);
      await stores().steps.record(step(asked.releaseId));
    }
    await stores().ledger.append(releaseEntry(committed), 1, { document: documentOf(committed), publications: [] });
    for (const { releaseId } of [running, committed]) await stores().releases.discard(releaseId);
    expect(await stores().releases.find(running.releaseId)).toBeNull();
    expect(await stores().steps.artefacts(running.releaseId)).toEqual([]);
    expect((await stores().releases.find(committed.releaseId))?.status).toBe('published');
    expect(await stores().steps.artefacts(committed.releaseId)).toHaveLength(1);
  });
}

function step(releaseId: string) {
  const artefacts = [{ key: `releases/${releaseId}/ingest.json`, sha256: 'a'.repeat(64), bytes: 7 }];
  return { releaseId, step: 'ingest', inputSha256: 'b'.repeat(64), artefacts, durationMs: 1, rows: [] };
}
