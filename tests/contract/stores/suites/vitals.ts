import { expect, it } from 'vitest';
import type { Database, Stores } from '../../../../activities/ports.ts';
import { HOUR_MS } from '../../../../domain/market/candles.ts';
import { settledRelease } from '../../../fixtures/settled-release.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

export function vitalsSuite(database: () => Database, stores: () => Stores): void {
  async function published(publishers: readonly string[]) {
    const asked = request({ source: 'simulated', stream: 'planned' });
    await stores().releases.begin(asked);
    const document = documentOf(asked);
    const publications = publishers.map((publisher) => ({ publisher }));
    const entry = await stores().ledger.append(releaseEntry(asked), asked.cutoff, { document, publications });
    return { asked, entry };
  }

  it('counts by kind of publisher what is unknown, and since when the oldest waits', async () => {
    const [first, second] = [await published(['pager:@a', 'pager:@b']), await published(['pager:@a'])];
    await database().query(
      `update publications set status = 'unknown', settled_at_ms = 1, settled_by = 'publisher'
       where release_id = $1 and publisher = 'pager:@a'`,
      [first.asked.releaseId],
    );
    const ours = async () => (await stores().vitals.publishers()).find(({ publisher }) => publisher === 'pager');
    expect(await ours()).toEqual({ publisher: 'pager', unknown: 1, waitingSince: first.asked.cutoff });
    await database().query(
      `update publications set status = 'sent', settled_at_ms = 1, settled_by = 'publisher', receipts = '[null]', parts = 1
       where release_id = $1 and publisher = 'pager:@b'`,
      [first.asked.releaseId],
    );
    expect(await ours()).toMatchObject({ waitingSince: second.asked.cutoff });
  });

  it('gives the 80 % hits of planned releases by market and horizon, ascending', async () => {
    const [first, second] = [await published([]), await published([])];
    for (const { asked } of [second, first]) {
      const { body } = settledRelease(4);
      const outcome = { ...body, releaseId: asked.releaseId, stream: 'planned' as const };
      await stores().outcomes.record('simulated', outcome, asked.cutoff + 4 * HOUR_MS);
    }
    const since = first.asked.cutoff;
    const [series] = (await stores().vitals.outcomes('simulated', since)).filter(
      ({ horizonHours }) => horizonHours === 4,
    );
    expect(series.outcomes.map(({ issuedAt }) => issuedAt)).toEqual([first.asked.cutoff, second.asked.cutoff]);
    expect(await stores().vitals.outcomes('simulated', second.asked.cutoff + 1)).toEqual([]);
  });

  it('knows the newest entry of a chain, and the time of the database', async () => {
    const { asked } = await published([]);
    expect(await stores().vitals.newestEntryAt('simulated')).toBe(asked.cutoff);
    expect(Math.abs((await stores().vitals.now()) - Date.now())).toBeLessThan(60_000);
  });
}
