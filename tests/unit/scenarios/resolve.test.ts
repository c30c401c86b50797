import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { resolveScenario } from '../../../domain/scenarios/resolve.ts';
import type { ScenarioFrame } from '../../../domain/scenarios/scenario.ts';
import { candlesOf } from './market.ts';

const CUTOFF = Date.parse('2023-06-01T12:00Z');
const FRAME: ScenarioFrame = { upper: 110, lower: 90, deadline: CUTOFF + 24 * HOUR_MS };

type Row = readonly [number, number, number, number, number];

/** A calm day at 100 with some hours changed: hour → [open, high, low, close]. */
function dayWith(changes: Record<number, readonly [number, number, number, number]>): Row[] {
  return Array.from({ length: 24 }, (_, hour) => [
    CUTOFF + hour * HOUR_MS,
    ...(changes[hour] ?? ([100, 101, 99, 100] as const)),
  ]);
}

const resolved = (changes: Parameters<typeof dayWith>[0]) =>
  resolveScenario(candlesOf(HOUR_MS, dayWith(changes)), FRAME);

describe('resolveScenario', () => {
  it.each([
    ['up-holds', { 3: [100, 110, 100, 105], 23: [105, 111, 104, 110] }],
    ['up-fades', { 3: [100, 112, 100, 105], 10: [100, 101, 85, 100] }],
    ['down-holds', { 5: [100, 101, 90, 95], 23: [91, 92, 88, 90] }],
    ['down-fades', { 5: [100, 101, 89, 95], 9: [100, 115, 99, 112] }],
    ['neither', { 5: [100, 109.99, 90.01, 100] }],
  ] as const)('settles %s by what was touched first and the close at the deadline', (id, changes) => {
    expect(resolved(changes)).toEqual({ id, flagged: false });
  });

  it('flags a bar that touches both and takes the barrier nearer its open', () => {
    expect(resolved({ 2: [104, 111, 89, 100] })).toEqual({ id: 'up-fades', flagged: true });
    expect(resolved({ 2: [96, 111, 89, 100] })).toEqual({ id: 'down-fades', flagged: true });
  });

  it('lets finer candles decide such a bar', () => {
    const start = CUTOFF + 2 * HOUR_MS;
    const minutes = candlesOf(MINUTE_MS, [
      [start, 104, 105, 103, 104],
      [start + MINUTE_MS, 104, 104, 89, 90],
      [start + 2 * MINUTE_MS, 90, 111, 90, 100],
    ]);
    const hours = candlesOf(HOUR_MS, dayWith({ 2: [104, 111, 89, 100] }));
    expect(resolveScenario(hours, FRAME, minutes)).toEqual({ id: 'down-fades', flagged: false });
  });

  it('falls back to the bar itself where the finer candles do not cover it', () => {
    const elsewhere = candlesOf(MINUTE_MS, [[CUTOFF, 100, 101, 99, 100]]);
    const hours = candlesOf(HOUR_MS, dayWith({ 2: [104, 111, 89, 100] }));
    expect(resolveScenario(hours, FRAME, elsewhere)).toEqual({ id: 'up-fades', flagged: true });
  });

  it('is void when a bar is missing, and never filled', () => {
    const rows = dayWith({ 3: [100, 112, 100, 105] }).filter((_, hour) => hour !== 20);
    expect(resolveScenario(candlesOf(HOUR_MS, rows), FRAME)).toBe('void');
  });

  it('looks only at the day before the deadline', () => {
    const outside: Row[] = [
      [CUTOFF - HOUR_MS, 100, 120, 80, 100],
      ...dayWith({}),
      [CUTOFF + 24 * HOUR_MS, 100, 120, 80, 100],
    ];
    expect(resolveScenario(candlesOf(HOUR_MS, outside), FRAME)).toEqual({ id: 'neither', flagged: false });
  });
});
