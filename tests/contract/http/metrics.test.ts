import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import type { CalendarRule } from '../../../domain/ledger/calendar.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { openServedRecord, type ServedRecord } from '../../fixtures/served-record.ts';

const NOW = Date.parse('2026-11-20T11:00Z');
/** Midnight and noon of Jerusalem in winter. */
const SLOTS = { '0000': NOW - 13 * HOUR_MS, '1200': NOW - HOUR_MS };

let served: ServedRecord;
let metrics = '';
beforeAll(async () => {
  served = await openServedRecord({}, () => NOW);
  const rule: CalendarRule = {
    ...{ effectiveFrom: NOW - 36 * HOUR_MS, symbols: ['BTC/USDT'], horizonsHours: [4, 12, 24] },
    ...{ slots: ['00:00', '12:00'], zone: 'Asia/Jerusalem', baselines: 'baseline-v1', scoring: 1 },
  };
  const entry = { source: 'live', kind: 'calendar', schema: 1, key: 'genesis', body: canonicalText(rule) } as const;
  await served.stores.ledger.append(entry, rule.effectiveFrom);
  const document = await served.commit({ cutoff: new Date(SLOTS['0000']).toISOString(), slot: '0000' });
  await served.resolve(document, { seed: 'metrics' });
  metrics = await (await served.get('/metrics')).text();
});
afterAll(() => served[Symbol.asyncDispose]());

/** The value of a series by name and part of its labels. */
const value = (series: string, text = metrics) => {
  const [name, labels = ''] = series.split(' ');
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(labels));
  return lines.map((line) => Number(line.split(' ').at(-1)));
};

describe('the metrics', () => {
  it('are those that docs/OPERATIONS.md lists', async () => {
    const docs = await readFile(new URL('../../../docs/OPERATIONS.md', import.meta.url), 'utf8');
    const listed = [...docs.matchAll(/^\| `(almanac_\w+)` \| (\w+) \|/gm)].map(([, name, type]) => `${name} ${type}`);
    const own = [...metrics.matchAll(/^# TYPE (almanac_(?!process_|nodejs_)\w+) (\w+)$/gm)];
    expect(listed.toSorted()).toEqual(own.map(([, name, type]) => `${name} ${type}`).sort());
  });

  it('count the slots that the calendar asked for and that have no row', async () => {
    // Of the three of a day and a half, one has a row.
    expect(value('almanac_slots_without_row')).toEqual([2]);
  });

  it('say of when the newest forecast is, and when the next one is planned', () => {
    expect(value('almanac_newest_forecast_timestamp_seconds symbol="BTC/USDT"')).toEqual([SLOTS['0000'] / 1000]);
    expect(value('almanac_next_slot_timestamp_seconds')).toEqual([(SLOTS['1200'] + 12 * HOUR_MS) / 1000]);
  });

  it('say how often the ranges held, and of how many', () => {
    expect(value('almanac_coverage80_forecasts')).toEqual([1, 1, 1]);
    for (const share of value('almanac_coverage80_ratio')) expect([0, 1]).toContain(share);
  });

  it('say which part does not answer', () => {
    expect(value('almanac_up part="database"')).toEqual([1]);
    expect(value('almanac_up part="forecast-worker"')).toEqual([0]);
  });

  it('count what this process did', () => {
    expect(value('almanac_releases_committed_total status="published"')).toEqual([1]);
    expect(value('almanac_outcomes_total').reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(value('almanac_source_reads_total source="prices"')).toEqual([1]);
  });
});
