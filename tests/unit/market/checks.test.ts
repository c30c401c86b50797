import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlmanacError, type ErrorCode } from '../../../domain/errors.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { checkCandles } from '../../../domain/market/checks.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import { barsUntil, codeOf, withRow } from './bars.ts';

const cutoff = Date.parse('2023-06-01T12:00Z');
const bars = barsUntil(cutoff, 2_400);
const request = { symbol: 'BTC/USDT', barMs: HOUR_MS, cutoff, from: cutoff - 17_520 * HOUR_MS };
const check = (rows: readonly CandleRow[]) => checkCandles(rows, request);
const scaled = (factor: number) => (row: CandleRow) => [
  row[0],
  ...row.slice(1, 5).map((price) => price * factor),
  row[5],
];
const swapped = bars.with(-20, bars[2_381]).with(-19, bars[2_380]);

/** The fault matrix of promise P1: every broken feed and the name it is refused by. */
const FAULTS: readonly (readonly [string, readonly CandleRow[], ErrorCode])[] = [
  ['nothing at all', [], 'data.empty'],
  [
    'nothing before the cutoff',
    bars.map((row) => [row[0] + 3_000 * HOUR_MS, ...row.slice(1)] as unknown as CandleRow),
    'data.empty',
  ],
  ['the bar closing at the cutoff is absent', bars.slice(0, -1), 'data.stale'],
  ['the last three bars are absent', bars.slice(0, -3), 'data.stale'],
  ['data of days ago', bars.slice(0, -55), 'data.stale'],
  ['a bar missing two hours ago', bars.toSpliced(-2, 1), 'data.gap'],
  ['a bar missing exactly 48 bars ago', bars.toSpliced(-48, 1), 'data.gap'],
  ['a day missing that reaches into the last 48 bars', bars.toSpliced(-70, 24), 'data.gap'],
  ['all prices equal', bars.map((row) => [row[0], 5, 5, 5, 5, 1] as const), 'data.constant'],
  [
    'the last twelve bars the same bar again',
    bars.map((row, i) => (i >= 2_388 ? ([row[0], 5e4, 6e4, 4e4, 5e4, i] as const) : row)),
    'data.constant',
  ],
  [
    'times in seconds',
    bars.map((row) => [row[0] / 1000, ...row.slice(1)] as unknown as CandleRow),
    'data.wrong-time-unit',
  ],
  [
    'times in microseconds',
    bars.map((row) => [row[0] * 1000, ...row.slice(1)] as unknown as CandleRow),
    'data.wrong-time-unit',
  ],
  [
    'times in nanoseconds',
    bars.map((row) => [row[0] * 1e6, ...row.slice(1)] as unknown as CandleRow),
    'data.wrong-time-unit',
  ],
  [
    'the recent times in microseconds',
    bars.map((row, i) => (i > 2_000 ? ([row[0] * 1000, ...row.slice(1)] as unknown as CandleRow) : row)),
    'data.wrong-time-unit',
  ],
  ['a time that cannot be read', withRow(bars, 7, (row) => [Number.NaN, ...row.slice(1)]), 'data.malformed'],
  ['a time that is no whole number', withRow(bars, 7, (row) => [row[0] + 0.5, ...row.slice(1)]), 'data.malformed'],
  ['two neighbours exchanged', swapped, 'data.unsorted'],
  ['newest first', bars.toReversed(), 'data.unsorted'],
  [
    'two different bars of one time',
    bars.toSpliced(-30, 0, [bars[2_370][0], 1, 2, 1, 2, 1]),
    'data.conflicting-duplicates',
  ],
  ['a different bar of a past time at the end', [...bars, [bars[9][0], 1, 2, 1, 2, 1]], 'data.conflicting-duplicates'],
  ['a close that is NaN', withRow(bars, -9, (row) => row.with(4, Number.NaN)), 'data.not-finite'],
  ['an infinite high', withRow(bars, -9, (row) => row.with(2, Number.POSITIVE_INFINITY)), 'data.not-finite'],
  ['a volume that is NaN', withRow(bars, 100, (row) => row.with(5, Number.NaN)), 'data.not-finite'],
  ['a price of zero', withRow(bars, -9, (row) => row.with(3, 0)), 'data.not-positive'],
  ['negative prices', withRow(bars, -9, scaled(-1)), 'data.not-positive'],
  ['a negative volume', withRow(bars, -9, (row) => row.with(5, -1)), 'data.not-positive'],
  [
    'high below low',
    withRow(bars, -9, (row) => [row[0], row[1], row[3], row[2], row[4], row[5]]),
    'data.inconsistent-bar',
  ],
  ['a close above the high', withRow(bars, -9, (row) => row.with(4, row[2] * 1.01)), 'data.inconsistent-bar'],
  ['an open below the low', withRow(bars, -9, (row) => row.with(1, row[3] * 0.99)), 'data.inconsistent-bar'],
  ['a bar with the decimal point one place to the right', withRow(bars, -9, scaled(10)), 'data.absurd'],
  ['a bar with the decimal point two places to the left', withRow(bars, -9, scaled(0.01)), 'data.absurd'],
  [
    'prices a hundredfold from some hour on',
    bars.map((row, i) => (i > 2_300 ? (scaled(100)(row) as unknown as CandleRow) : row)),
    'data.absurd',
  ],
  ['a high in another currency', withRow(bars, -9, (row) => row.with(2, row[2] * 1_000)), 'data.absurd'],
  ['a low of next to nothing', withRow(bars, -9, (row) => row.with(3, 0.01)), 'data.absurd'],
  [
    'a bar that opens between the hours',
    withRow(bars, 100, (row) => [row[0] + 60_000, ...row.slice(1)]),
    'data.wrong-bar-length',
  ],
  ['too little history', bars.slice(-2_159), 'data.too-little-history'],
];

describe('candles', () => {
  it.each(FAULTS)('are refused by name: %s', (_what, rows, code) => {
    expect(codeOf(() => check(rows))).toBe(code);
  });

  it.each(FAULTS)('are refused with the value and with what to do: %s', (_what, rows) => {
    expect(() => check(rows)).toThrow(AlmanacError);
    expect(() => check(rows)).toThrow(/\d.*\. [A-Z].*\.$|none at all/);
  });

  it('pass when they are as they should be, with nothing to report', () => {
    const { candles, findings } = check(bars);
    expect(findings).toEqual([]);
    expect(candles.openTime.length).toBe(2_400);
    expect(candles.close.at(-1)).toBe(bars.at(-1)?.[4]);
    expect(candles.openTime.at(-1)).toBe(cutoff - HOUR_MS);
  });

  it('pass with a gap older than 48 bars, which is named and not filled', () => {
    const { candles, findings } = check(bars.toSpliced(-52, 3));
    expect(findings).toEqual(['older gap: 3 bars missing from 2023-05-30T08:00Z to 2023-05-30T10:00Z, not filled']);
    expect(candles.openTime.length).toBe(2_397);
  });

  it('pass with identical duplicates, which are dropped and named', () => {
    const { candles, findings } = check([...bars.toSpliced(-30, 0, bars[2_370]), bars[5]]);
    expect(findings).toEqual(['identical duplicates dropped: 2']);
    expect(candles.openTime.length).toBe(2_400);
  });

  it('that stood still long ago are named', () => {
    const { findings } = check(
      bars.map((row, i) => (i >= 900 && i < 920 ? ([row[0], 2e4, 2e4, 2e4, 2e4, 0] as const) : row)),
    );
    expect(findings).toEqual([expect.stringMatching(/^standing still: 20 bars with the same prices \(close 20000\)/)]);
  });

  it('name at most twenty gaps one by one and count the others', () => {
    const holes = bars.filter((_, i) => i > 2_300 || i % 50 !== 25);
    const { findings } = checkCandles(holes, { ...request, minBars: 2_000 });
    expect(findings).toHaveLength(21);
    expect(findings[0]).toMatch(/^older gaps: 26 more before .*, 26 bars, not filled$/);
  });

  it('of before the window are checked but not used', () => {
    const from = cutoff - 2_200 * HOUR_MS;
    expect(checkCandles(bars, { ...request, from }).candles.openTime[0]).toBe(from);
  });

  it('of the future cannot change anything, whatever is in them', () => {
    const clean = check(bars);
    const garbage = fc.tuple(
      fc.integer({ min: cutoff, max: cutoff + 1e12 }),
      fc.double(),
      fc.double(),
      fc.double(),
      fc.double(),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 20 }), fc.integer({ min: 0, max: 2_400 }), (future, at) => {
        const mixed = bars.toSpliced(at, 0, ...(future as CandleRow[]));
        expect(check(mixed)).toEqual(clean);
      }),
      { numRuns: 25 },
    );
  });

  it('of the future with a time that cannot be read are refused all the same', () => {
    expect(codeOf(() => check([...bars, [Number.NaN, 1, 1, 1, 1, 1]]))).toBe('data.malformed');
  });

  it('are never accepted with a number that is not a positive price inside its bar', () => {
    const column = fc.integer({ min: 1, max: 4 });
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, -1, 1e-9, 1e12);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_399 }), column, bad, (at, col, value) => {
        expect(() => check(withRow(bars, at, (row) => row.with(col, value)))).toThrow(AlmanacError);
      }),
      { numRuns: 60 },
    );
  });
});
