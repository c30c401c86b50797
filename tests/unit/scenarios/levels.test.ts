import { describe, expect, it } from 'vitest';
import type { History } from '../../../domain/market/history.ts';
import { priceLevels } from '../../../domain/scenarios/levels.ts';
import { pivotCandidates } from '../../../domain/scenarios/pivot-levels.ts';
import { roundNumberCandidates } from '../../../domain/scenarios/round-numbers.ts';
import { volumeCandidates } from '../../../domain/scenarios/volume-levels.ts';
import { marketOf } from './market.ts';

const SIGMA = 0.03;

/** A market that swings between two prices, so that both are known to every turn. */
function swinging(low: number, high: number): History {
  const history = marketOf('swing');
  const middle = (low + high) / 2;
  const close = history.close.map((_, i) => middle + ((high - low) / 2) * Math.sin((2 * Math.PI * i) / 60));
  const wick = (high - low) / 1_000;
  return {
    ...history,
    close,
    open: close.map((price, i) => close[i - 1] ?? price),
    high: close.map((price, i) => Math.max(price, close[i - 1] ?? price) + wick),
    low: close.map((price, i) => Math.min(price, close[i - 1] ?? price) - wick),
  };
}

describe('priceLevels', () => {
  it('finds where the market turned again and again, and calls it by its side of the price', () => {
    const levels = priceLevels(swinging(29_000, 31_000), SIGMA);
    const strongest = (kind: string) =>
      levels.filter((level) => level.kind === kind).sort((a, b) => b.strength - a.strength)[0];
    expect(Math.abs(strongest('resistance').price / 31_000 - 1)).toBeLessThan(0.005);
    expect(Math.abs(strongest('support').price / 29_000 - 1)).toBeLessThan(0.005);
    expect(strongest('support')).toMatchObject({ origin: 'pivot' });
    expect(strongest('support').strength).toBeGreaterThan(0.8);
  });

  it('keeps levels apart, on the right side, within three σ, at most four a side and ascending', () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const history = marketOf(seed);
      const base = history.close[history.length - 1];
      const levels = priceLevels(history, SIGMA);
      const prices = levels.map(({ price }) => price);
      expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      for (const { price, kind, strength } of levels) {
        expect(kind).toBe(price < base ? 'support' : 'resistance');
        expect(Math.abs(Math.log(price / base))).toBeLessThan(3 * SIGMA + 1e-5);
        expect(strength).toBeGreaterThan(0);
        expect(strength).toBeLessThan(1);
      }
      for (const kind of ['support', 'resistance']) {
        expect(levels.filter((level) => level.kind === kind).length).toBeLessThanOrEqual(4);
      }
      for (let i = 1; i < prices.length; i++) {
        expect(Math.log(prices[i] / prices[i - 1])).toBeGreaterThan(0.15 * SIGMA - 1e-5);
      }
    }
  });

  it('answers nothing where there is nothing to see: no width', () => {
    expect(priceLevels(marketOf('a'), 0)).toEqual([]);
  });
});

describe('pivotCandidates', () => {
  it('makes a price stronger the oftener it turned and the younger the turns are', () => {
    const history = swinging(29_000, 31_000);
    const [all] = pivotCandidates(history, 0.005);
    const old = { ...history, high: history.high.slice(), low: history.low.slice() };
    old.high.fill(30_100, history.length - 700);
    old.low.fill(29_900, history.length - 700);
    const [older] = pivotCandidates(old, 0.005).filter(({ price }) => Math.abs(price - all.price) < 100);
    expect(older.strength).toBeLessThan(all.strength);
  });
});

describe('roundNumberCandidates', () => {
  it('offers multiples of the power of ten nearest to one σ, halves weaker', () => {
    const found = roundNumberCandidates(27_012, 0.025);
    const of = (price: number) => found.find((candidate) => candidate.price === price)?.strength ?? 0;
    expect(of(27_000)).toBeGreaterThan(of(26_500));
    expect(of(26_500)).toBeGreaterThan(0);
    expect(of(27_100)).toBe(0);
  });

  it('works for a price of a hundred-thousandth', () => {
    const prices = roundNumberCandidates(0.0000123456, 0.05).map(({ price }) => price);
    expect(prices).toContain(0.000012);
    expect(prices).toContain(0.0000125);
  });
});

describe('volumeCandidates', () => {
  it('finds the price at which most was traded', () => {
    const history = swinging(29_000, 31_000);
    const volume = history.close.map((price) => (Math.abs(price - 29_500) < 60 ? 50_000 : 10));
    for (const { price } of volumeCandidates({ ...history, volume })) {
      expect(Math.abs(price - 29_500)).toBeLessThan(200);
    }
    expect(volumeCandidates({ ...history, volume })).toHaveLength(3);
  });

  it('names none for a window with a missing bar or without volume', () => {
    const history = marketOf('holes');
    const silent = { ...history, volume: history.volume.map(() => 0) };
    expect(volumeCandidates(silent)).toEqual([]);
    const close = history.close.with(history.length - 100, Number.NaN);
    expect(volumeCandidates({ ...history, close })).toHaveLength(1);
  });
});
