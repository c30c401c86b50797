import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

export function publicationsSuite(stores: () => Stores): void {
  it('is pending until it is settled', async () => {
    const releaseId = await published(stores(), 'file', 'console');
    await stores().publications.settle(releaseId, 'file', 'sent', 1);
    expect(await stores().publications.pending(releaseId)).toEqual(['console']);
    await stores().publications.settle(releaseId, 'console', 'unknown', 2);
    expect(await stores().publications.pending(releaseId)).toEqual([]);
  });

  it('lets an unknown one turn out to be sent, and a sent one stay sent', async () => {
    const releaseId = await published(stores(), 'file');
    for (const state of ['unknown', 'sent', 'unknown'] as const) {
      await stores().publications.settle(releaseId, 'file', state, 3);
    }
    expect(await stores().publications.pending(releaseId)).toEqual([]);
  });

  it('refuses to settle what was never promised', async () => {
    const attempt = stores().publications.settle('nobody', 'file', 'sent', 1);
    await expect(attempt).rejects.toMatchObject({ code: 'store.conflict' });
  });
}

async function published(stores: Stores, ...publishers: string[]): Promise<string> {
  const asked = request();
  await stores.releases.begin(asked);
  const publications = publishers.map((publisher) => ({ publisher }));
  await stores.ledger.append(releaseEntry(asked), 1, { document: documentOf(asked), publications });
  return asked.releaseId;
}
