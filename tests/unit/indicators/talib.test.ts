import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Bars } from '../../../domain/indicators/indicator.ts';
import { INDICATORS } from '../../../domain/indicators/registry.ts';
import { batch } from '../../../domain/indicators/run.ts';
import { sharedData } from '../../shared-data.ts';

const RELATIVE = 1e-9;
/** What TA-Lib's own running sums leave where the true value is 0: 1e-12 on a scale of 100. */
const RESIDUE = 1e-12;

interface Vectors extends Record<(typeof INPUTS)[number], number[]> {
  readonly expected: Record<string, (number | null)[]>;
}
const INPUTS = ['open', 'high', 'low', 'close', 'volume'] as const;

const file = sharedData('indicators/talib/btc-1h-1200.json.gz');
const vectors = file === null ? null : (JSON.parse(gunzipSync(readFileSync(file)).toString()) as Vectors);

describe.skipIf(vectors === null)('the indicators against TA-Lib 0.8.1 on 1,200 hours of BTC', () => {
  if (vectors === null) return;
  const bars = Object.fromEntries(INPUTS.map((name) => [name, Float64Array.from(vectors[name])])) as unknown as Bars;

  it.each(Object.keys(vectors.expected))('%s', (key) => {
    const got = compute(key, bars);
    const expected = vectors.expected[key];
    const wrong = expected.flatMap((value, i) =>
      agrees(key, got[i], value, bars, i) ? [] : [`${i}: ${got[i]}, not ${value}`],
    );
    expect(wrong).toEqual([]);
  });

  it('is nearer to the exact slope than TA-Lib where they differ', () => {
    const got = compute('LINEARREG_SLOPE(14)', bars);
    const expected = vectors.expected['LINEARREG_SLOPE(14)'];
    const differing = expected.flatMap((value, i) => (value !== null && relative(got[i], value) > RELATIVE ? [i] : []));
    expect(differing).toEqual([153]);
    for (const i of differing) {
      const exact = exactSlope(bars.close.slice(i - 13, i + 1));
      expect(relative(got[i], exact)).toBeLessThan(RELATIVE);
      expect(relative(expected[i] ?? 0, exact)).toBeGreaterThan(RELATIVE);
    }
  });
});

/** `MACD(12,26,9)[1]` → the second output of MACD with these parameters, in TA-Lib's order. */
function compute(key: string, bars: Bars): Float64Array {
  const [, name, args = '', output = '0'] = /^(\w+)(?:\(([^)]*)\))?(?:\[(\d)\])?$/.exec(key) ?? [];
  const indicator = INDICATORS.find((candidate) => candidate.name === name);
  if (indicator === undefined) throw new Error(`${key} is not in the registry`);
  const numbers = args
    .split(',')
    .filter((arg) => /^[\d.]+$/.test(arg))
    .map(Number);
  const names = Object.keys(indicator.parameters);
  return batch(indicator, bars, Object.fromEntries(numbers.map((value, k) => [names[k], value])))[Number(output)];
}

function agrees(key: string, got: number, expected: number | null, bars: Bars, i: number): boolean {
  if (expected === null) return Number.isNaN(got);
  // TA-Lib's whole-number outputs have no "undefined": its candle patterns are 0 before they can be anything else
  if (key.startsWith('CDL') && Number.isNaN(got)) return expected === 0 && i < 13;
  // TA-Lib cancels up to 8 digits of its sums here; the exact value decides below
  const residue = key.startsWith('LINEARREG_SLOPE') ? 1e-14 * bars.close[i] : RESIDUE;
  return Math.abs(got - expected) <= Math.max(RELATIVE * Math.abs(expected), residue);
}

function relative(got: number, expected: number): number {
  return Math.abs(got / expected - 1);
}

/** Prices have two decimals, so the sums are whole numbers of cents. */
function exactSlope(closes: Float64Array): number {
  const n = closes.length;
  const cents = [...closes].map((price) => BigInt(Math.round(price * 100)));
  const twice = cents.reduce((sum, y, k) => sum + BigInt(2 * k - (n - 1)) * y, 0n);
  return (6 * Number(twice)) / (n * (n * n - 1)) / 100;
}
