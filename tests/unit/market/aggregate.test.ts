import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateCandles } from '../../../domain/market/aggregate.ts';
import { inferBarMs } from '../../../domain/market/bar-length.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { baseRows, checkFileName, mergeRows } from '../../../domain/market/merge.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import { barsUntil, codeOf } from './bars.ts';

const cutoff = Date.parse('2023-06-01T12:00Z');
const minutes = barsUntil(cutoff, 600, MINUTE_MS);
const hours = (rows: readonly CandleRow[]) => aggregateCandles(rows, MINUTE_MS, HOUR_MS, 'BTC/USDT');

describe('an hour built from minutes', () => {
  it('has the first open, the extremes, the last close and the sum of volume', () => {
    const { rows } = hours(minutes);
    expect(rows).toHaveLength(10);
    rows.forEach((row, i) => {
      const inside = minutes.slice(60 * i, 60 * i + 60);
      expect(row[0]).toBe(cutoff - (10 - i) * HOUR_MS);
      expect(row[1]).toBe(inside[0][1]);
      expect(row[2]).toBe(Math.max(...inside.map((bar) => bar[2])));
      expect(row[3]).toBe(Math.min(...inside.map((bar) => bar[3])));
      expect(row[4]).toBe(inside[59][4]);
      expect(row[5]).toBeCloseTo(
        inside.reduce((sum, bar) => sum + bar[5], 0),
        9,
      );
    });
  });

  it('is built although five minutes in a row had no trade, and that is named', () => {
    const { rows, findings } = hours(minutes.toSpliced(70, 5));
    expect(rows).toHaveLength(10);
    expect(findings).toContain('1 of them lack some 1m bars (no trade)');
  });

  it.each([
    ['at its beginning', 60],
    ['in its middle', 90],
    ['at its end', 114],
  ])('is left out when six minutes are missing %s, and that is named', (_where, at) => {
    const { rows, findings } = hours(minutes.toSpliced(at, 6));
    expect(rows.map((row) => row[0])).not.toContain(cutoff - 9 * HOUR_MS);
    expect(rows).toHaveLength(9);
    expect(findings).toContain('1 left out: too many 1m bars missing');
  });

  it('does not depend on how the minutes were grouped before', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 3, 5, 10, 15, 30), (step) => {
        const middle = aggregateCandles(minutes, MINUTE_MS, step * MINUTE_MS, 'BTC/USDT').rows;
        const twice = aggregateCandles(middle, step * MINUTE_MS, HOUR_MS, 'BTC/USDT').rows;
        expect(twice.map((row) => row.slice(0, 5))).toEqual(hours(minutes).rows.map((row) => row.slice(0, 5)));
      }),
    );
  });

  it('is refused from minutes that do not begin on the minute', () => {
    expect(codeOf(() => hours(minutes.with(3, [minutes[3][0] + 17, 1, 1, 1, 1, 1])))).toBe('data.wrong-bar-length');
  });
});

describe('the length of bars', () => {
  it('is the most frequent distance, so gaps do not matter', () => {
    expect(inferBarMs(minutes.filter((_, i) => i % 7 !== 3))).toBe(MINUTE_MS);
  });

  it('is unknown for a single bar', () => {
    expect(inferBarMs(minutes.slice(0, 1))).toBeNull();
  });

  it.each([2, 4, 24])('is refused when it is %i hours, for an hour is asked', (length) => {
    const coarse = barsUntil(Math.floor(cutoff / (length * HOUR_MS)) * length * HOUR_MS, 50, length * HOUR_MS);
    expect(codeOf(() => baseRows(coarse, { symbol: 'BTC/USDT', barMs: HOUR_MS, cutoff }, 'a.csv'))).toBe(
      'data.wrong-bar-length',
    );
  });

  it('is refused when hours cannot be built from it', () => {
    const odd = barsUntil(Math.floor(cutoff / (7 * MINUTE_MS)) * 7 * MINUTE_MS, 50, 7 * MINUTE_MS);
    expect(codeOf(() => baseRows(odd, { symbol: 'BTC/USDT', barMs: HOUR_MS, cutoff }, 'a.csv'))).toBe(
      'data.wrong-bar-length',
    );
  });
});

describe('several files', () => {
  const bars = barsUntil(cutoff, 200);
  const file = (rows: readonly CandleRow[], built = false) => ({ rows, findings: [], built });

  it('are one series, wherever it was cut and however the parts overlap', () => {
    const cut = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(cut, cut, (a, b) => {
        const [left, right] = [bars.slice(0, Math.max(a, b)), bars.slice(Math.min(a, b))];
        expect(mergeRows([file(right), file(left)], 'BTC/USDT').rows).toEqual(bars);
      }),
    );
  });

  it('say how many bars they share', () => {
    expect(mergeRows([file(bars), file(bars.slice(-5))], 'BTC/USDT').findings).toEqual([
      'bars in several files kept once: 5',
    ]);
  });

  it('are refused when they tell different things of one hour', () => {
    const other = bars.with(7, [bars[7][0], 1, 2, 1, 2, 3]);
    expect(codeOf(() => mergeRows([file(bars), file(other)], 'BTC/USDT'))).toBe('data.conflicting-duplicates');
  });

  it('let a recorded hour win over one built from minutes', () => {
    const built = bars.with(7, bars[7].with(5, 999) as unknown as CandleRow);
    expect(mergeRows([file(built, true), file(bars.slice(0, 100))], 'BTC/USDT').rows).toEqual(bars);
  });
});

describe('the name of a file', () => {
  it.each([
    '/d/BTCUSDT-1h-2017-2023.csv.gz',
    'binanceus-BTCUSDT-1m.csv',
    'BTC_USDT-1h.csv',
    'btcusdt.csv',
    'candles.csv',
    'stale-recovery.csv',
    'CANDLES_BTC.csv',
    '1HBTC.csv',
    'ETHUSDT-and-BTCUSDT.csv',
  ])('is accepted for BTC/USDT: %s', (path) => expect(() => checkFileName(path, 'BTC/USDT')).not.toThrow());

  it.each([
    '/d/ETHUSDT-1h-2017-2023.csv.gz',
    'bitfinex-BTCUSD-1m-2019H1.csv.gz',
    'SOL_USDT-1h.csv',
    'ethusdt.csv',
    'WBTCUSDT.csv',
    'ETHBTC.csv',
  ])('is refused for BTC/USDT: %s', (path) =>
    expect(codeOf(() => checkFileName(path, 'BTC/USDT'))).toBe('data.wrong-symbol'),
  );

  it('speaks of the file only, not of its folder', () => {
    expect(() => checkFileName('/data/ETHUSDT/candles.csv', 'BTC/USDT')).not.toThrow();
  });
});
