import { expect, it } from 'vitest';
import type { Database, Row, StepRecord, Stores, StepTable } from '../../../../activities/ports.ts';
import { LEVELS } from '../../../../domain/numeric/levels.ts';
import { registryRow, request, watchRow } from '../examples.ts';

/** A row of every table that steps write, as activities hand it over. */
const ROWS: Record<StepTable, Row> = {
  source_health: { source: 'prices', status: 'degraded', available_at_ms: 5, reason: 'gap', findings: ['gap at 3'] },
  features_snapshot: { name: 'rsi_14', family: 'indicator', value: 0.1 + 0.2, reason: null },
  regimes: { regime: 'range', confidence: 0.5, probabilities: { range: 0.5 }, since_ms: 1, evidence: { adx: null } },
  similar_windows: { rank: 1, space_id: 'path-1', close_time_ms: 2, distance: 0.3, outcomes: { 4: 0.01, 12: null } },
  model_forecasts: { horizon_hours: 4, model: 'ets', version: '1', quantiles: LEVELS, dropped_reason: null },
  ensemble_weights: { horizon_hours: 4, model: 'ets', weight: 0.25 },
  forecasts: {
    horizon_hours: 0.5,
    base_price: 27_000.1,
    p_up: 0.51,
    directional: false,
    method: 'ensemble',
    abstention: 0.2,
    quantiles: LEVELS,
    baselines: [{ name: 'climatology', pUp: 0.5 }],
    walk_forward: null,
  },
  scenarios: {
    scenario: 'neither',
    event: 'neither level is touched',
    probability_per_10k: 10_000,
    upper_price: 2,
    lower_price: 1,
    deadline_ms: 9,
  },
  trade_cards: {
    card: 'advice',
    action: 'LONG',
    reasons: [],
    vetoes: ['expired'],
    market: 'spot',
    entry: '27000.10',
    stop: '26000.00',
    targets: ['28000.50', '29000.00'],
    leverage: 1,
    quantity: '0.00010000',
    risk_quote: '0.11',
    valid_until_ms: 10,
    time_exit_at_ms: 11,
    expected_value: 0.001,
    expected_value_se: 0.0001,
    considered: 12,
  },
  explanations: {
    part: 'explain',
    origin: 'template',
    headline: 'h',
    summary: 's',
    bull_case: ['up'],
    bear_case: ['down'],
    what_would_change_our_mind: ['a close above'],
  },
  model_registry: registryRow({ member: 'har' }),
  coverage_watches: watchRow(),
};

export function stepsSuite(database: () => Database, stores: () => Stores): void {
  it.each(Object.entries(ROWS))('stores a row of %s as it was handed over', async (table, row) => {
    const releaseId = await begun(stores());
    await stores().steps.record(step(releaseId, 'any', [{ table: table as StepTable, rows: [row] }]));
    const stored = await database().query(`select * from ${table} where release_id = $1`, [releaseId]);
    expect(stored).toEqual([{ ...row, release_id: releaseId }]);
  });

  it('records a step once: a second write changes nothing', async () => {
    const releaseId = await begun(stores());
    const first = step(releaseId, 'regime', [{ table: 'regimes', rows: [ROWS.regimes] }]);
    await Promise.all([1, 2, 3].map(() => stores().steps.record(first)));
    const rows = [{ table: 'regimes' as const, rows: [{ ...ROWS.regimes, confidence: 0.9 }] }];
    await stores().steps.record({ ...first, durationMs: 99, artefacts: [], rows });
    expect(await database().query('select confidence from regimes where release_id = $1', [releaseId])).toEqual([
      { confidence: 0.5 },
    ]);
    expect(await stores().steps.timings(releaseId)).toEqual({ regime: 1.5 });
    expect(await stores().steps.artefacts(releaseId)).toHaveLength(1);
  });

  it('lets a later step of the same release complete a row that an earlier one wrote', async () => {
    const releaseId = await begun(stores());
    const card = ROWS.trade_cards;
    await stores().steps.record(step(releaseId, 'recommend', [{ table: 'trade_cards', rows: [card] }]));
    const verified = { ...card, action: 'NO-TRADE', reasons: ['vetoed-by-verifier'] };
    await stores().steps.record(step(releaseId, 'verify', [{ table: 'trade_cards', rows: [verified] }]));
    const stored = await database().query('select action, reasons from trade_cards where release_id = $1', [releaseId]);
    expect(stored).toEqual([{ action: 'NO-TRADE', reasons: ['vetoed-by-verifier'] }]);
  });

  it('writes nothing of a step of which one row is refused', async () => {
    const releaseId = await begun(stores());
    const broken = { ...ROWS.model_forecasts, quantiles: LEVELS.slice(1) };
    const rows = [
      { table: 'regimes' as const, rows: [ROWS.regimes] },
      { table: 'model_forecasts' as const, rows: [broken] },
    ];
    await expect(stores().steps.record(step(releaseId, 'models', rows))).rejects.toMatchObject({
      code: 'store.conflict',
    });
    expect(await database().query('select * from regimes where release_id = $1', [releaseId])).toEqual([]);
    expect(await stores().steps.timings(releaseId)).toEqual({});
  });

  it.each<[string, StepTable, Row]>([
    ['a NaN among the quantiles', 'forecasts', { ...ROWS.forecasts, quantiles: [Number.NaN, ...LEVELS.slice(1)] }],
    ['a feature without value and reason', 'features_snapshot', { ...ROWS.features_snapshot, value: null }],
    ['an absent source without a reason', 'source_health', { source: 's', status: 'absent' }],
    ['a NO-TRADE without a reason', 'trade_cards', { card: 'advice', action: 'NO-TRADE' }],
    ['a probability above one', 'forecasts', { ...ROWS.forecasts, p_up: 1.01 }],
    ['a member with parameters and a reason', 'model_registry', { ...ROWS.model_registry, dropped_reason: 'late' }],
    ['bars after the boundary', 'model_registry', { ...ROWS.model_registry, last_bar_ms: 604_800_000 }],
    ['scores that are a list', 'model_registry', { ...ROWS.model_registry, scores: [] }],
  ])('refuses %s', async (_, table, row) => {
    const releaseId = await begun(stores());
    const attempt = stores().steps.record(step(releaseId, 'any', [{ table, rows: [row] }]));
    await expect(attempt).rejects.toMatchObject({ code: 'store.conflict' });
  });

  it('refuses a column that the table does not have', async () => {
    const releaseId = await begun(stores());
    const rows = [{ table: 'regimes' as const, rows: [{ ...ROWS.regimes, confidance: 1 }] }];
    await expect(stores().steps.record(step(releaseId, 'regime', rows))).rejects.toThrow('confidance');
  });

  it('refuses a step of a release that never began', async () => {
    await expect(stores().steps.record(step('never-began', 'ingest', []))).rejects.toMatchObject({
      code: 'store.conflict',
    });
  });

  it('answers the artefacts of all steps by key', async () => {
    const releaseId = await begun(stores());
    const ref = (key: string) => ({ key, sha256: 'c'.repeat(64), bytes: 3 });
    await stores().steps.record({ ...step(releaseId, 'features', []), artefacts: [ref('b'), ref('Z')] });
    await stores().steps.record({ ...step(releaseId, 'ingest', []), artefacts: [ref('a')] });
    expect(await stores().steps.artefacts(releaseId)).toEqual([
      { ...ref('Z'), step: 'features' },
      { ...ref('a'), step: 'ingest' },
      { ...ref('b'), step: 'features' },
    ]);
  });
}

async function begun(stores: Stores): Promise<string> {
  const asked = request();
  await stores.releases.begin(asked);
  return asked.releaseId;
}

function step(releaseId: string, name: string, rows: StepRecord['rows']): StepRecord {
  const artefacts = [{ key: `releases/${releaseId}/${name}.json`, sha256: 'a'.repeat(64), bytes: 7 }];
  return { releaseId, step: name, inputSha256: 'b'.repeat(64), artefacts, durationMs: 1.5, rows };
}
