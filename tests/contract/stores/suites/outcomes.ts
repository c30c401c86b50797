import { expect, it } from 'vitest';
import type { Database, Stores } from '../../../../activities/ports.ts';
import { verifyChain } from '../../../../domain/ledger/chain.ts';
import { HOUR_MS } from '../../../../domain/market/candles.ts';
import { settledRelease } from '../../../fixtures/settled-release.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

export function outcomesSuite(database: () => Database, stores: () => Stores): void {
  async function published() {
    const asked = request({ source: 'recorded' });
    await stores().releases.begin(asked);
    const document = documentOf(asked);
    await stores().ledger.append({ ...releaseEntry(asked) }, asked.cutoff, { document, publications: [] });
    return { asked, of: (hours: number) => ({ ...settledRelease(hours).body, releaseId: asked.releaseId }) };
  }

  it('writes the entry and the row of an outcome together, once, whoever comes first', async () => {
    const { asked, of } = await published();
    const before = (await stores().ledger.entries('recorded')).length;
    const answers = await Promise.all(
      [1, 2, 3].map((later) => stores().outcomes.record('recorded', of(24), asked.cutoff + later)),
    );
    expect(new Set(answers.map(({ hash }) => hash)).size).toBe(1);
    const entries = await stores().ledger.entries('recorded');
    expect(entries).toHaveLength(before + 1);
    verifyChain(entries);
    const rows = await database().query('select * from outcomes where release_id = $1', [asked.releaseId]);
    expect(rows).toMatchObject([
      { horizon_hours: 24, status: 'resolved', crps: of(24).scores?.crps, ledger_sequence: answers[0].sequence },
    ]);
    expect(rows[0].cards).toEqual(of(24).cards);
  });

  it('gives back what was recorded, ascending by horizon', async () => {
    const { asked, of } = await published();
    for (const hours of [12, 4]) await stores().outcomes.record('recorded', of(hours), asked.cutoff + hours * HOUR_MS);
    const outcomes = await stores().outcomes.of(asked.releaseId);
    expect(outcomes.map(({ body }) => body)).toEqual([of(4), of(12)]);
    expect(outcomes[0].entry).toMatchObject({ kind: 'outcome', key: `${asked.releaseId}_4h` });
  });

  it('names published releases until each of their horizons has an outcome, the oldest first', async () => {
    const [first, second] = [await published(), await published()];
    const until = second.asked.cutoff;
    const named = async () => {
      const found = await stores().outcomes.unresolved({ source: 'recorded', until, limit: 100 });
      const own = [first, second].map(({ asked }) => asked.releaseId);
      return found.map(({ releaseId }) => releaseId).filter((id) => own.includes(id));
    };
    expect(await named()).toEqual([first.asked.releaseId, second.asked.releaseId]);
    for (const hours of [4, 12]) await stores().outcomes.record('recorded', first.of(hours), until);
    expect(await named()).toHaveLength(2);
    await stores().outcomes.record('recorded', first.of(24), until);
    expect(await named()).toEqual([second.asked.releaseId]);
    expect(await stores().outcomes.unresolved({ source: 'live', limit: 100 })).not.toContainEqual(
      expect.objectContaining({ releaseId: second.asked.releaseId }),
    );
  });

  it('tells what planned releases of a symbol have been worth, from the resolved ones alone', async () => {
    const { asked, of } = await published();
    const about = { source: 'recorded' as const, symbol: 'WORTH/USDT', horizonHours: 24 };
    expect(await stores().outcomes.worth(about)).toBeNull();
    const body = { ...of(24), symbol: about.symbol };
    await stores().outcomes.record('recorded', { ...body, stream: 'planned' }, asked.cutoff);
    const other = await published();
    await stores().outcomes.record(
      'recorded',
      { ...other.of(24), symbol: about.symbol, stream: 'manual' },
      asked.cutoff,
    );
    const climatology = body.baselines.find(({ name }) => name === 'climatology')?.scores?.crps ?? Number.NaN;
    expect(await stores().outcomes.worth(about)).toEqual({
      decisions: 1,
      coverage80: Number(body.scores?.covered['80']),
      crpsSkillVsClimatology: 1 - (body.scores?.crps ?? Number.NaN) / climatology,
    });
  });

  it('keeps the first explanation of an outcome, and knows the effects on those that lay inside', async () => {
    const { asked, of } = await published();
    for (const hours of [4, 12]) await stores().outcomes.record('recorded', of(hours), asked.cutoff);
    const effects = { prices: 0.3, similarity: 0, direction: -0.01, calibration: 0.02 };
    const miss = {
      horizonHours: 4,
      miss: true,
      effects,
      cause: 'prices' as const,
      tags: ['unexpected-volume' as const],
    };
    const hit = { ...miss, horizonHours: 12, miss: false, cause: null, tags: [] };
    for (const cause of [miss, hit, { ...hit, effects: { ...effects, prices: 9 } }]) {
      await stores().outcomes.explain(asked.releaseId, cause);
    }
    expect(await stores().outcomes.causesOf(asked.releaseId)).toEqual([miss, hit]);
    const { symbol } = of(4);
    const known = { source: 'recorded' as const, symbol };
    expect(await stores().outcomes.effectsOfHits({ ...known, horizonHours: 12 })).toEqual([effects]);
    expect(await stores().outcomes.effectsOfHits({ ...known, horizonHours: 4 })).toEqual([]);
  });

  it('takes a void outcome without numbers, and none of a release that is not published', async () => {
    const { asked, of } = await published();
    const empty = { ...of(4), status: 'void' as const, price: null, logReturn: null, scores: null };
    await stores().outcomes.record('recorded', empty, asked.cutoff);
    const [row] = await database().query('select * from outcomes where release_id = $1', [asked.releaseId]);
    expect(row).toMatchObject({ status: 'void', crps: null, price: null });
    const running = request({ source: 'recorded' });
    await stores().releases.begin(running);
    const attempt = stores().outcomes.record('recorded', { ...of(4), releaseId: running.releaseId }, 1);
    await expect(attempt).rejects.toMatchObject({ code: 'store.conflict' });
  });
}
