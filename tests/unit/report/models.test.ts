/** The registry and a retraining as a person reads them. */
import { describe, expect, it } from 'vitest';
import { coverageFinding } from '../../../apps/operations/coverage.ts';
import type { RegisteredModel, RegisteredWatch } from '../../../domain/ensemble/registered.ts';
import { stateOf, type StateSummary } from '../../../domain/ensemble/retraining.ts';
import { MODELS } from '../../../domain/models/registry.ts';
import { modelEntry } from '../../../domain/report/model-entry.ts';
import { modelList } from '../../../domain/report/model-list.ts';
import { parameterLines } from '../../../domain/report/parameter-lines.ts';
import { retrainingText } from '../../../domain/report/retraining-text.ts';

const BOUNDARY = Date.parse('2023-05-29T00:00Z');

function registered(member: string, change: Partial<RegisteredModel> = {}): RegisteredModel {
  const model = MODELS.find(({ name }) => name === member);
  return {
    ...{ source: 'live', symbol: 'BTC/USDT', member, version: model?.version ?? '1', role: model?.role ?? 'ensemble' },
    ...{ boundary: BOUNDARY, since: Date.parse('2023-01-02T00:00Z'), parametersSha256: 'a'.repeat(64) },
    ...{ droppedReason: null, window: { firstBar: 0, lastBar: BOUNDARY - 3_600_000, bars: 17_000 } },
    ...{ dataSha256: 'b'.repeat(64), scores: { 4: { decisions: 300, skill: 0.031, weight: 0.2 } } },
    ...{ learnedKey: 'learned/now.json', codeVersion: 'code', releaseId: null },
    ...change,
  };
}

const models = [
  registered('ensemble', { scores: { 4: { decisions: 290, skill: 0.035, coverage80: 0.8 } } }),
  registered('har-x'),
  registered('analogues', { scores: { 4: { decisions: 300, skill: 0.01, weight: 0.05 } } }),
  registered('theta', { parametersSha256: null, droppedReason: 'It needs 2,000 bars.' }),
];
const watch: RegisteredWatch = {
  ...{ learnedKey: 'learned/now.json', horizonHours: 4, decisions: 290, evidence: 3 },
  alarms: [{ firedAt: Date.parse('2023-04-01T12:00Z'), coverage80: 0.66, decisions: 120 }],
};

describe('the list', () => {
  it('says version, role, worth, share, since when, and which member was dropped', () => {
    const [market, , ...lines] = modelList({ models, watches: [watch] }).split('\n');
    expect(market).toBe('BTC/USDT, live prices');
    expect(lines[0]).toMatch(/^ensemble +1 +ensemble +3\.5 +2023-05-29 +2023-01-02/);
    expect(lines[1]).toMatch(/^har-x +\d+ +core +3\.1 +80\.0 +2023-05-29/);
    expect(lines[2]).toMatch(/^theta .*dropped: It needs 2,000 bars\.$/);
    expect(lines[3]).toMatch(/^analogues .* 1\.0 +20\.0 /);
  });

  it('names a fired alarm with horizon and date', () => {
    expect(modelList({ models, watches: [watch] })).toMatch(/^4 h: ALARM 2023-04-01 \(66\.0.?% of 120 held\)$/m);
    expect(modelList({ models, watches: [{ ...watch, alarms: [] }] })).toContain('no alarm in 290');
    expect(modelList({ models, watches: [] })).toContain('were not watched');
  });

  it('names a version and a member that this code has no longer', () => {
    const strange = [registered('har-x', { version: '0' }), registered('wavelets', { version: '7' })];
    const text = modelList({ models: strange, watches: [] });
    expect(text).toMatch(/^har-x .*version 0 is no longer in this code, which has \d+$/m);
    expect(text).toMatch(/^wavelets .*there is no member "wavelets" in this code any more$/m);
  });

  it('says what to do while it is empty', () => {
    expect(modelList({ models: [], watches: [] })).toContain('npm run retrain');
  });
});

describe('an entry', () => {
  it('shows window, data hash, scores and parameters within the width', () => {
    const text = modelEntry({ ...models[1], parameters: { decay: 0.123456789, weights: [1, 2, 3] } }, 100);
    expect(text).toContain('har-x for BTC/USDT, live prices');
    expect(text).toMatch(/training window +1970-01-01 00:00 to 2023-05-28 23:00, 17,000 hourly bars/);
    expect(text).toMatch(/data hash +b{64}/);
    expect(text).toMatch(/at 4 h +skill 3\.1.?% in 300 rehearsed decisions/);
    expect(text).toContain('    decay: 0.123457\n    weights: 1, 2, 3');
  });

  it('says why there are no parameters', () => {
    expect(modelEntry({ ...models[3], parameters: null }, 100)).toContain('none: It needs 2,000 bars.');
  });

  it('cuts long lists and counts them', () => {
    expect(parameterLines({ a: [1, 2, 3, 4, 5, 6, 7], b: [{ c: 1 }] })).toEqual([
      'a: 1, 2, 3, 4, 5, 6, … 7 in all',
      'b[0].c: 1',
    ]);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, i]));
    expect(parameterLines(many)).toHaveLength(61);
    expect(parameterLines(many).at(-1)).toBe('… and 40 lines more; --json shows all');
  });
});

describe('a retraining', () => {
  const now = stateOf(models) as StateSummary;

  it('stands beside what ran before, horizon by horizon', () => {
    const old = models.map((model) => ({
      ...model,
      learnedKey: 'learned/old.json',
      boundary: BOUNDARY - 7 * 86_400_000,
    }));
    const before = stateOf(
      old.map((model) =>
        model.member === 'har-x' ? { ...model, scores: { 4: { decisions: 1, skill: 0, weight: 0.05 } } } : model,
      ),
    );
    const text = retrainingText({ symbol: 'BTC/USDT', source: 'live', kept: 'new', now, before, watches: [watch] });
    expect(text).toContain('Ran before: the state of 2023-05-22');
    expect(text).toMatch(/^4 h +3\.5 → 3\.5 +80\.0 → 80\.0 .*50\.0 → 80\.0/m);
    expect(text).toContain('Without theta: It needs 2,000 bars.');
    expect(text).toContain('ALARM');
  });

  it('says that nothing ran before, and that a stored state was found again', () => {
    const text = retrainingText({ symbol: 'BTC/USDT', source: 'live', kept: 'same', now, before: null, watches: [] });
    expect(text).toContain('found again to the byte');
    expect(text).toContain('Nothing ran before.');
  });
});

describe('what doctor says of coverage', () => {
  const fired = (daysBefore: number) => ({
    ...watch,
    alarms: [{ firedAt: BOUNDARY - daysBefore * 86_400_000, coverage80: 0.66, decisions: 120 }],
  });

  it.each([
    ['is a problem while it is news', [fired(27)], 'problem', /BTC\/USDT \(live\): 4 h: ALARM 2023-05-02/],
    ['is told, but no problem, when it is old', [fired(29)], 'ok', /ALARM 2023-04-30/],
    ['is that none fired', [{ ...watch, alarms: [] }], 'ok', /no alarm in 290/],
  ])('an alarm %s', (_, watches, state, found) => {
    expect(coverageFinding({ models, watches })).toMatchObject({ state, found: expect.stringMatching(found) });
  });

  it('is nothing before anything was learned', () => {
    expect(coverageFinding({ models: [], watches: [] }).state).toBe('absent');
  });
});
