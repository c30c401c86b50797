import { expect, it } from 'vitest';
import type { Stores, StoredChange } from '../../../../activities/ports.ts';
import { CHANGE_PARTS } from '../../../../domain/ensemble/what-changed.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

export function changesSuite(stores: () => Stores): void {
  async function published() {
    const asked = request({ source: 'simulated', symbol: 'CHG/USDT' });
    await stores().releases.begin(asked);
    await stores().ledger.append(releaseEntry(asked), asked.cutoff, { document: documentOf(asked), publications: [] });
    return asked;
  }

  it('knows the release before, of the same market alone, and keeps the first explanation', async () => {
    const first = await published();
    const second = await published();
    await stores().releases.begin(request({ source: 'simulated', symbol: 'CHG/USDT' }));
    expect(await stores().changes.publishedBefore(first.releaseId)).toBeNull();
    expect(await stores().changes.publishedBefore(second.releaseId)).toBe(first.releaseId);
    const parts = (difference: number) => CHANGE_PARTS.map((part) => ({ part, difference }));
    const change: StoredChange = {
      since: first.cutoff,
      sinceReleaseId: first.releaseId,
      horizons: [4, 12].map((horizonHours) => ({ horizonHours, direction: parts(0.01), width: parts(-0.1) })),
    };
    await stores().changes.record(second.releaseId, change);
    await stores().changes.record(second.releaseId, { ...change, since: 0 });
    expect(await stores().changes.find(second.releaseId)).toEqual(change);
    expect(await stores().changes.find(first.releaseId)).toBeNull();
  });
}
