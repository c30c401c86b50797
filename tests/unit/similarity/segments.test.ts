import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { type History, historyAt } from '../../../domain/market/history.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { embedRange } from '../../../domain/similarity/embedding.ts';
import { segmentBytes, segments } from '../../../domain/similarity/segments.ts';
import { LOOKBACK_BARS } from '../../../domain/similarity/space.ts';
import { simulatedMarket, START, without } from '../regime/simulated-market.ts';

const market = simulatedMarket(2_000, 'segments', () => ({ sigma: 0.005 }));
const at = (bars: number, most = 2_000) => historyAt(market, START + bars * HOUR_MS, most);

function named(history: History): Map<string, string> {
  return new Map(
    segments(history).map((segment) => [
      Buffer.from(segmentBytes(history, segment)).toString('base64'),
      new Date(segment.toCloseTime).toISOString(),
    ]),
  );
}

describe('the weekly segments of a history', () => {
  it('are whole UTC weeks, lookback included, and one that may be unfinished', () => {
    const history = at(1_000);
    const weeks = segments(history);
    expect(weeks.map(({ fromBar, toBar }) => [fromBar, toBar])).toEqual([
      [168, 336],
      [336, 504],
      [504, 672],
      [672, 840],
      [840, 1_000],
    ]);
    for (const { fromBar, toBar, fromCloseTime, toCloseTime } of weeks) {
      expect(fromBar).toBeGreaterThanOrEqual(LOOKBACK_BARS - 1);
      expect(fromCloseTime - HOUR_MS).toBe(weeklyBoundary(fromCloseTime - HOUR_MS));
      expect(fromCloseTime).toBe(START + (fromBar + 1) * HOUR_MS);
      expect(toCloseTime).toBe(START + toBar * HOUR_MS);
    }
  });

  it('end with a whole week when the cutoff is a Monday midnight', () => {
    expect(segments(at(840)).at(-1)).toMatchObject({ fromBar: 672, toBar: 840 });
  });

  it('are none where the history is no longer than the lookback', () => {
    expect(segments(at(LOOKBACK_BARS - 1))).toEqual([]);
    expect(segments({ ...at(10), length: 0, firstOpenTime: START, cutoff: START })).toEqual([]);
  });

  it('keep their names when the history grows or starts elsewhere; only the unfinished one is renamed', () => {
    const before = named(at(1_000));
    const grown = named(at(1_030));
    const moved = named(at(1_030, 700));
    const finished = [...before].slice(0, -1);
    for (const [name, week] of finished) expect(grown.get(name)).toBe(week);
    expect([...before.keys()].filter((name) => !grown.has(name))).toHaveLength(1);
    for (const [name, week] of moved) expect(grown.get(name)).toBe(week);
    expect(moved.size).toBe(4);
  });

  it('are renamed where a bar of the segment or of its lookback was revised or is missing, and nowhere else', () => {
    const volume = market.volume.with(700, market.volume[700] + 1);
    for (const other of [{ ...market, volume }, without(market, new Set([700]))]) {
      const changed = named(historyAt(other, START + 1_500 * HOUR_MS));
      const renamed = [...named(at(1_500))].filter(([name]) => !changed.has(name)).map(([, week]) => week);
      expect(renamed).toEqual([840, 1_008].map((bars) => new Date(START + bars * HOUR_MS).toISOString()));
    }
  });

  it('have other names at another time, as hour and weekday are part of an embedding', () => {
    const later = { ...market, openTime: market.openTime.map((time) => time + 7 * DAY_MS) };
    const shifted = named(historyAt(later, START + 1_168 * HOUR_MS));
    expect([...named(at(1_000)).keys()].filter((name) => shifted.has(name))).toEqual([]);
  });

  it('have equal embeddings under equal names', () => {
    const whole = at(1_500);
    const late = at(1_500, 800);
    const shift = (late.firstOpenTime - whole.firstOpenTime) / HOUR_MS;
    for (const { fromBar, toBar } of segments(late)) {
      const here = embedRange(late, fromBar, toBar);
      const there = embedRange(whole, fromBar + shift, toBar + shift);
      expect(here.vectors).toEqual(there.vectors);
      expect(here.closeTimes).toEqual(there.closeTimes);
    }
  });
});

describe('the weekly boundary', () => {
  it('is a Monday midnight, that of the moment itself when it is one', () => {
    expect(weeklyBoundary(START)).toBe(START);
    expect(weeklyBoundary(START - 1)).toBe(START - 7 * DAY_MS);
    expect(new Date(weeklyBoundary(Date.UTC(2023, 5, 1, 12))).toUTCString()).toBe('Mon, 29 May 2023 00:00:00 GMT');
  });
});
