import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';
import { AlmanacError } from '../../../../domain/errors.ts';
import { evolve, type PublicationNews } from '../../../../domain/publication/evolve.ts';
import type { Publication } from '../../../../domain/publication/publication.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

const CONTENT = { sha256: 'c'.repeat(64), parts: 2 };
const PROBLEM = new AlmanacError('publish.limited', 'Too many requests.', { retryAfterMs: 500 }).body();

export function publicationsSuite(stores: () => Stores): void {
  const due = (publisher: string, now: number, claimedBefore = 0) =>
    stores().publications.due({ publisher, now, claimedBefore, limit: 9 });
  const after = async (before: Publication, news: PublicationNews): Promise<Publication> => {
    const next = evolve(before, news);
    if (!next) throw new Error(`${news.type} after ${before.state}`);
    expect(await stores().publications.replace(before, next)).toBe(true);
    expect(await stores().publications.find(before.releaseId, before.publisher)).toEqual(next);
    return next;
  };

  it('is promised with the ledger row and due at once', async () => {
    const [row] = await published(stores(), 'at-once');
    expect(row).toMatchObject({ state: 'pending', attempts: 0, receipts: [], content: null, settled: null });
    expect(await due('at-once', 1)).toEqual([row]);
  });

  it('keeps every field of what becomes of it', async () => {
    const [row] = await published(stores(), 'fields');
    const claimed = await after(row, { type: 'claim', at: 5, content: CONTENT });
    const half = await after(claimed, { type: 'accept', at: 6, by: 'publisher', receipt: '41' });
    const silent = await after(half, { type: 'silence', at: 7, problem: PROBLEM });
    expect(silent).toMatchObject({ state: 'unknown', receipts: ['41'], settled: { at: 7, by: 'publisher' } });
    await after(silent, { type: 'accept', at: 8, by: 'person', receipt: null });
    expect(await stores().publications.list({ states: ['unknown'], limit: 99 })).not.toContainEqual(silent);
  });

  it('lets one of two workers claim it', async () => {
    const [row] = await published(stores(), 'claimed');
    const claims = [5, 6].map((at) => evolve(row, { type: 'claim', at, content: CONTENT }) as Publication);
    const won = await Promise.all(claims.map((claim) => stores().publications.replace(row, claim)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await due('claimed', 10, 4)).toEqual([]);
    expect(await due('claimed', 10, 6)).toHaveLength(1);
  });

  it('leaves alone who asked for it, all of it, until the time has passed (S5)', async () => {
    const [row] = await published(stores(), 'limited');
    const [other] = await published(stores(), 'limited');
    const claimed = await after(row, { type: 'claim', at: 5, content: CONTENT });
    await after(claimed, { type: 'decline', at: 6, problem: PROBLEM, notBefore: 230_000 });
    expect(await due('limited', 229_999)).toEqual([]);
    expect((await due('limited', 230_000)).map(({ releaseId }) => releaseId)).toEqual([row.releaseId, other.releaseId]);
  });

  it('tells which are of a release', async () => {
    const rows = await published(stores(), 'one', 'two');
    const listed = await stores().publications.list({ releaseId: rows[0].releaseId, limit: 9 });
    expect(listed.map(({ publisher }) => publisher)).toEqual(['one', 'two']);
    expect(await stores().publications.find(rows[0].releaseId, 'three')).toBeNull();
  });
}

async function published(stores: Stores, ...publishers: string[]): Promise<Publication[]> {
  const asked = request();
  await stores.releases.begin(asked);
  const publications = publishers.map((publisher) => ({ publisher }));
  await stores.ledger.append(releaseEntry(asked), 1, { document: documentOf(asked), publications });
  return await stores.publications.list({ releaseId: asked.releaseId, limit: 9 });
}
