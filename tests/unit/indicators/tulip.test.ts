/**
 * Tulip's own test vectors (LGPL, outside the repository). Tulip starts its recursive averages at the first value where
 * TA-Lib starts with a mean; bars put in front make the two starts equal, so that the arithmetic itself is compared.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Bars } from '../../../domain/indicators/indicator.ts';
import { INDICATORS } from '../../../domain/indicators/registry.ts';
import { batch } from '../../../domain/indicators/run.ts';
import { sharedData } from '../../shared-data.ts';
import { mapBars } from './market.ts';

type Column = keyof Bars;
interface Comparison {
  readonly indicator: string;
  readonly inputs: readonly Column[];
  /** Our outputs in tulip's order. */
  readonly outputs: readonly number[];
  readonly parameters?: (asked: readonly number[]) => readonly number[];
  /** How often the first bar is put in front. */
  readonly lead?: (asked: readonly number[]) => number;
  /** Ours in tulip's unit. */
  readonly scale?: number;
  /** Tulip values at the start that TA-Lib does not define. */
  readonly skip?: number;
  /** Decimals to which tulip rounded on the way; else those that it prints. */
  readonly rounding?: number;
}

const HLC: readonly Column[] = ['high', 'low', 'close'];
const one = (indicator: string, inputs: readonly Column[], rest: Partial<Comparison> = {}): Comparison => ({
  indicator,
  inputs,
  outputs: [0],
  ...rest,
});
const CLOSE: readonly Column[] = ['close'];
const longest = (asked: readonly number[]) => Math.max(...asked);

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ad: one('AD', [...HLC, 'volume']),
  adosc: one('ADOSC', [...HLC, 'volume']),
  aroon: one('AROON', ['high', 'low'], { outputs: [0, 1] }),
  atr: one('ATR', HLC, { lead: () => 1 }),
  bbands: one('BBANDS', CLOSE, { outputs: [2, 1, 0] }),
  cci: one('CCI', HLC),
  di: one('PLUS_DI', HLC, { skip: 1 }),
  ema: one('EMA', CLOSE, { lead: ([period]) => period - 1 }),
  kama: one('KAMA', CLOSE, { skip: 1 }),
  linregslope: one('LINEARREG_SLOPE', CLOSE),
  macd: one('MACD', CLOSE, { lead: (asked) => 2 * longest(asked) }),
  mfi: one('MFI', [...HLC, 'volume']),
  mom: one('MOM', CLOSE),
  natr: one('NATR', HLC, { lead: () => 1, rounding: 3 }),
  roc: one('ROC', CLOSE, { scale: 0.01 }),
  rsi: one('RSI', CLOSE),
  sma: one('SMA', CLOSE),
  stddev: one('STDDEV', CLOSE),
  stoch: one('STOCH', HLC, { outputs: [0, 1] }),
  stochrsi: one('STOCHRSI', CLOSE, { parameters: ([period]) => [period, period, 1], scale: 0.01 }),
  tr: one('TRANGE', HLC, { lead: () => 1 }),
  ultosc: one('ULTOSC', HLC),
  vwma: one('VWAP', ['close', 'volume']),
  willr: one('WILLR', HLC),
  wma: one('WMA', CLOSE),
};

/**
 * Tulip's MACD has constants of its own for 12 and 26, and its DEMA and TRIX start their inner averages at bars at which
 * no bars in front can make ours start (docs/INDICATORS.md): TA-Lib's vectors decide about those.
 */
const OTHER_DEFINITION = ['macd 12 26 9'];

interface Block {
  readonly title: string;
  readonly name: string;
  readonly asked: readonly number[];
  readonly arrays: readonly { readonly values: readonly number[]; readonly decimals: number }[];
}

const files = ['atoz', 'extra', 'untest'].map((name) => [name, sharedData(`indicators/tulip/${name}.txt`)] as const);
const blocks = files.flatMap(([name, path]) => (path === null ? [] : parse(name, readFileSync(path, 'utf8'))));
const comparable = blocks.filter(
  ({ name, title }) => name in COMPARISONS && !OTHER_DEFINITION.some((x) => title.endsWith(x)),
);

describe.skipIf(blocks.length === 0)("the indicators against tulip's vectors", () => {
  it('finds every vector of the indicators that both have', () => {
    expect(comparable.length).toBe(50);
  });

  it.each(comparable.map((block) => [block.title, block] as const))('%s', (_, block) => {
    const comparison = COMPARISONS[block.name];
    const { inputs, outputs, scale = 1, skip = 0, rounding } = comparison;
    const out = run(comparison, block);
    outputs.forEach((output, k) => {
      const expected = block.arrays[inputs.length + k];
      const got = out[output].slice(-expected.values.length).map((value) => value * scale);
      const tolerance = 2 * 10 ** -(rounding ?? expected.decimals);
      const wrong = expected.values.flatMap((value, i) =>
        i < skip || Math.abs(got[i] - value) <= Math.max(tolerance, 1e-7 * Math.abs(value))
          ? []
          : [`${i}: ${got[i]}, not ${value}`],
      );
      expect(wrong).toEqual([]);
    });
  });

  it('approaches the directional index that tulip starts one bar earlier, by 1/period a bar', () => {
    const adx = blocks.filter(({ name }) => name === 'adx');
    expect(adx.length).toBe(3);
    for (const { arrays, asked } of adx) {
      const [period] = asked;
      const got = batch(indicatorNamed('ADX'), barsOf(['high', 'low'], arrays), { period })[0].slice(
        -arrays[2].values.length,
      );
      const gaps = arrays[2].values.map((value, i) => value - got[i]);
      for (let i = 2; i < gaps.length; i++) expect(gaps[i]).toBeCloseTo(gaps[i - 1] * (1 - 1 / period), 2);
      expect(Math.abs(gaps[1])).toBeGreaterThan(1);
    }
  });

  it("keeps the balance of volume, which tulip starts at 0 and TA-Lib at the first bar's volume", () => {
    for (const { arrays } of blocks.filter(({ name }) => name === 'obv')) {
      const [obv] = batch(indicatorNamed('OBV'), barsOf(['close', 'volume'], arrays));
      expect([...obv].map((value) => value - obv[0])).toEqual(arrays[2].values);
    }
  });

  it('stops and reverses where tulip does once both agree on the direction', () => {
    for (const { arrays, asked } of blocks.filter(({ name }) => name === 'psar')) {
      const [acceleration, maximum] = asked;
      const [sar] = batch(indicatorNamed('SAR'), barsOf(['high', 'low'], arrays), { acceleration, maximum });
      const got = [...sar].slice(1);
      const { values, decimals } = arrays[2];
      const reversal = values.findIndex(
        (value, i) =>
          i > 0 && Math.sign(value - arrays[0].values[i + 1]) !== Math.sign(values[0] - arrays[0].values[1]),
      );
      expect(reversal).toBeGreaterThan(0);
      for (let i = reversal; i < values.length; i++)
        expect(Math.abs(got[i] - values[i])).toBeLessThanOrEqual(1.2 * 10 ** -decimals);
    }
  });
});

function run({ indicator: name, inputs, parameters = (asked) => asked, lead = () => 0 }: Comparison, block: Block) {
  const indicator = indicatorNamed(name);
  const names = Object.keys(indicator.parameters);
  const values = Object.fromEntries(
    parameters(block.asked)
      .slice(0, names.length)
      .map((value, k) => [names[k], value]),
  );
  const count = lead(block.asked);
  const bars = mapBars(barsOf(inputs, block.arrays), (column) =>
    Float64Array.from([...new Array<number>(count).fill(column[0]), ...column]),
  );
  return batch(indicator, bars, values).map((column) => column.slice(count));
}

function indicatorNamed(name: string) {
  const found = INDICATORS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} is not in the registry`);
  return found;
}

/** Columns that a vector does not have take the last price column that it has. */
function barsOf(inputs: readonly Column[], arrays: Block['arrays']): Bars {
  const given = Object.fromEntries(
    inputs.map((name, k) => [name, Float64Array.from(arrays[k].values)]),
  ) as Partial<Bars>;
  const close = given.close ?? given.low ?? new Float64Array(0);
  return { open: close, high: close, low: close, close, volume: close, ...given };
}

function parse(file: string, text: string): Block[] {
  return text.split(/\n\s*\n/).flatMap((part) => {
    const lines = part
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    if (lines.length === 0) return [];
    const [name, ...parameters] = lines[0].split(/\s+/);
    const arrays = lines.filter((line) => line.startsWith('{')).map(parseArray);
    return [{ title: `${file}: ${lines[0]}`, name, asked: parameters.map(Number), arrays }];
  });
}

function parseArray(line: string): Block['arrays'][number] {
  const tokens = line
    .slice(1, -1)
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
  return { values: tokens.map(Number), decimals: Math.max(...tokens.map((token) => token.split('.')[1]?.length ?? 0)) };
}
