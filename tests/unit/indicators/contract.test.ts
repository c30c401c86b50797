import { describe, expect, it } from 'vitest';
import { AlmanacError } from '../../../domain/errors.ts';
import { INDICATORS } from '../../../domain/indicators/registry.ts';
import { batch, Incremental, latest } from '../../../domain/indicators/run.ts';
import { bits, emptyBars, flatBars, mapBars, walk } from './market.ts';

const BARS = 700;
const market = walk(BARS, 'contract');
const barAt = (i: number) => ({
  open: market.open[i],
  high: market.high[i],
  low: market.low[i],
  close: market.close[i],
  volume: market.volume[i],
});

it('no two indicators share a name', () => {
  expect(new Set(INDICATORS.map(({ name }) => name)).size).toBe(INDICATORS.length);
});

describe.each(INDICATORS.map((indicator) => ({ name: indicator.name, indicator })))('$name', ({ indicator }) => {
  const whole = batch(indicator, market);

  it('has one column for each output, and defines every one of them somewhere', () => {
    expect(whole.map((column) => column.length)).toEqual(indicator.outputs.map(() => BARS));
    for (const column of whole) expect(column.some(Number.isFinite)).toBe(true);
  });

  it('says the same bar by bar as all at once, to the bit', () => {
    const live = new Incremental(indicator);
    const told = whole.map(() => new Float64Array(BARS));
    for (let i = 0; i < BARS; i++) {
      live.next(barAt(i)).forEach((value, k) => {
        told[k][i] = value;
      });
    }
    expect(told.map(bits)).toEqual(whole.map(bits));
  });

  it('says the same at a bar whether what follows is cut off or altered', () => {
    for (const at of [1, 13, 240, 241, 377]) {
      const past = whole.map((column) => bits(column.slice(0, at)));
      const cut = batch(
        indicator,
        mapBars(market, (column) => column.slice(0, at)),
      );
      const other = batch(
        indicator,
        mapBars(market, (column) => column.map((x, i) => (i < at ? x : 3 * x + 7))),
      );
      expect(cut.map(bits)).toEqual(past);
      expect(other.map((column) => bits(column.slice(0, at)))).toEqual(past);
    }
  });

  it('is undefined throughout on a series that ends before its first value', () => {
    const first = Math.min(...whole.map((column) => column.findIndex(Number.isFinite)));
    const short = batch(
      indicator,
      mapBars(market, (column) => column.slice(0, first)),
    );
    for (const column of short) expect(column.every(Number.isNaN)).toBe(true);
    expect(batch(indicator, emptyBars(0)).map((column) => column.length)).toEqual(indicator.outputs.map(() => 0));
    expect(latest(indicator, emptyBars(0)).every(Number.isNaN)).toBe(true);
  });

  it('steps over missing bars as if they were not there', () => {
    const missing = new Set([0, 5, 6, 7, 300, BARS - 2]);
    const gapped = mapBars(market, (column) => column.map((x, i) => (missing.has(i) ? Number.NaN : x)));
    const closedUp = mapBars(market, (column) => column.filter((_, i) => !missing.has(i)));
    const onGaps = batch(indicator, gapped);
    for (const column of onGaps) for (const i of missing) expect(column[i]).toBeNaN();
    const present = onGaps.map((column) => bits(column.filter((_, i) => !missing.has(i))));
    expect(present).toEqual(batch(indicator, closedUp).map(bits));
  });

  it('survives a market that stands still, traded or not, and never says infinity', () => {
    for (const volume of [0, 1, 1e-9]) {
      const out = batch(indicator, flatBars(new Array<number>(300).fill(0.1), volume));
      for (const column of out) expect(column.every((x) => Number.isNaN(x) || Number.isFinite(x))).toBe(true);
    }
  });

  it('refuses parameters that make no sense by name', () => {
    const wrong = [
      { nonsense: 3 },
      ...Object.keys(indicator.parameters).flatMap((name) => [{ [name]: 0 }, { [name]: Number.NaN }]),
    ];
    for (const values of wrong) {
      expect(() => batch(indicator, market, values)).toThrow(AlmanacError);
      expect(() => new Incremental(indicator, values)).toThrow(/nonsense|must be/);
    }
  });
});
