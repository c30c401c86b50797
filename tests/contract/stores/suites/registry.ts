import { beforeEach, expect, it } from 'vitest';
import type { Database, Row, Stores } from '../../../../activities/ports.ts';
import { DAY_MS } from '../../../../domain/market/candles.ts';
import { registryRow, request, watchRow } from '../examples.ts';

export function registrySuite(database: () => Database, stores: () => Stores): void {
  const registry = () => stores().registry;
  const record = (...rows: Row[]) => registry().record([{ table: 'model_registry', rows }]);
  beforeEach(() => database().execute('delete from model_registry; delete from coverage_watches'));

  it('answers the newest entry of every member, and since when its version runs', async () => {
    await record(registryRow({ version: '1' }, 0), registryRow({ version: '2' }, 1), registryRow({ version: '2' }, 2));
    await record(registryRow({ member: 'theta' }, 1), registryRow({ symbol: 'ETH/USDT' }, 3));
    const newest = await registry().newest({ symbol: 'BTC/USDT' });
    expect(newest.map(({ member, version, boundary, since }) => [member, version, boundary, since])).toEqual([
      ['har', '2', 21 * DAY_MS, 14 * DAY_MS],
      ['theta', '1', 14 * DAY_MS, 14 * DAY_MS],
    ]);
    expect(await registry().newest({ source: 'live' })).toEqual([]);
  });

  it('prefers, of one boundary, what was recorded last', async () => {
    await record(registryRow({ version: '2', recorded_at_ms: 5 }), registryRow({ version: '1', recorded_at_ms: 6 }));
    expect(await registry().newest({})).toMatchObject([{ version: '1' }]);
  });

  it.each([
    ['only of one learned state', { learnedKey: 'learned/b.json' }, ['learned/b.json']],
    ['of any other', { otherThan: 'learned/b.json' }, ['learned/a.json']],
    ['up to a moment', { until: 13 * DAY_MS }, ['learned/a.json']],
    ['of no market that was never learned', { symbol: 'SOL/USDT' }, []],
  ])('answers entries %s', async (_, filter, keys) => {
    await record(registryRow({ learned_key: 'learned/a.json' }), registryRow({ learned_key: 'learned/b.json' }, 1));
    expect((await registry().newest(filter)).map(({ learnedKey }) => learnedKey)).toEqual(keys);
  });

  it('takes new values for an entry that is there, and keeps who wrote it first', async () => {
    const first = request();
    await stores().releases.begin(first);
    const rows = (codeVersion: string) => [
      { table: 'model_registry' as const, rows: [registryRow({ code_version: codeVersion })] },
    ];
    const step = { step: 'learn', inputSha256: 'a'.repeat(64), artefacts: [], durationMs: 1 };
    await stores().steps.record({ ...step, releaseId: first.releaseId, rows: rows('old') });
    await registry().record(rows('new'));
    expect(await registry().newest({})).toMatchObject([{ codeVersion: 'new', releaseId: first.releaseId }]);
    await stores().releases.discard(first.releaseId);
    expect(await registry().newest({})).toMatchObject([{ codeVersion: 'new', releaseId: null }]);
  });

  it('answers the watches of a learned state by horizon', async () => {
    const rows = [watchRow({ horizon_hours: 24 }), watchRow({ horizon_hours: 4, alarms: [] })];
    await registry().record([{ table: 'coverage_watches', rows }]);
    const watches = await registry().watches('learned/BTC-USDT/week.json');
    expect(watches).toMatchObject([
      { horizonHours: 4, alarms: [] },
      { horizonHours: 24, decisions: 300, alarms: [{ firedAt: 7 * DAY_MS, coverage80: 0.6, decisions: 20 }] },
    ]);
    expect(await registry().watches('learned/never.json')).toEqual([]);
  });

  it.each([
    ['a score without a skill', 'update model_registry set scores = \'{"4": {"decisions": 3}}\''],
    ['a count that is a text', 'update model_registry set scores = \'{"4": {"decisions": "3", "skill": 0}}\''],
  ])('refuses an entry with %s by name', async (_, damage) => {
    await record(registryRow({}));
    await database().execute(damage);
    await expect(registry().newest({})).rejects.toMatchObject({
      code: 'store.corrupt',
      message: expect.stringContaining('the entry of har for BTC/USDT'),
    });
  });
}
