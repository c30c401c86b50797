import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { type MarketView, openView } from '../../../domain/strategies/market-view.ts';
import { STRATEGIES, strategyNamed } from '../../../domain/strategies/registry.ts';
import type { Strategy, Wish } from '../../../domain/strategies/strategy.ts';
import { exposureFor } from '../../../domain/strategies/vol-target.ts';

function randomCandles(bars: number, seed = 'strategies') {
  const rng = Rng.seeded(seed);
  let price = 100;
  const rows = Array.from({ length: bars }, (_, i) => {
    const open = price;
    price *= Math.exp(0.01 * rng.normal());
    return [i * HOUR_MS, open, Math.max(open, price) * 1.002, Math.min(open, price) * 0.998, price, 10] as const;
  });
  return candlesOf(rows, 'BTC/USDT', HOUR_MS);
}

const FORECASTS = Array.from({ length: 60 }, (_, i) => ({
  issuedAt: i * 12 * HOUR_MS,
  sigma24: 0.01 + 0.03 * Math.abs(Math.sin(i)),
}));
const SETTINGS = { stopDistance: null, targetDistance: null, forecasts: FORECASTS };

function wishesOf(strategy: Strategy, candles: ReturnType<typeof randomCandles>): (Wish | null)[] {
  const { view, showNext } = openView(candles);
  const decide = strategy.start(SETTINGS);
  let exposure = 0;
  return Array.from(candles.close, () => {
    showNext();
    const wish = decide(view, { exposure });
    exposure = wish?.exposure ?? exposure;
    return wish;
  });
}

describe.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))('strategy %s', (_, strategy) => {
  const candles = randomCandles(600);

  it('wishes the same for the same bars, and something at all', () => {
    const wishes = wishesOf(strategy, candles);
    expect(wishesOf(strategy, candles)).toEqual(wishes);
    expect(wishes.some((wish) => wish !== null)).toBe(true);
  });

  it('is not changed by what comes later', () => {
    const other = randomCandles(600);
    for (let i = 300; i < 600; i++) other.close[i] = other.open[i] = other.high[i] = other.low[i] = 1_000 - i;
    expect(wishesOf(strategy, other).slice(0, 300)).toEqual(wishesOf(strategy, candles).slice(0, 300));
  });

  it('keeps its exposure between nothing and everything', () => {
    for (const wish of wishesOf(strategy, candles)) {
      if (wish !== null) expect(wish.exposure >= 0 && wish.exposure <= 1).toBe(true);
    }
  });
});

describe('the view of a strategy', () => {
  const candles = randomCandles(10);

  it('ends at the bar that has closed, and refuses what is yet to come', () => {
    const { view, showNext } = openView(candles);
    expect(view.close()).toBeNaN();
    for (let at = 0; at < 5; at++) showNext();
    expect([view.count, view.closeTime, view.close(), view.open(4)]).toEqual([
      5,
      5 * HOUR_MS,
      candles.close[4],
      candles.open[0],
    ]);
    expect(view.high(5)).toBeNaN();
    for (const back of [-1, -0.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(() => view.close(back)).toThrow(RangeError);
    }
  });

  it('gives a strategy that looks for a way around nothing but the past', () => {
    const { view, showNext } = openView(candles);
    for (let at = 0; at < 5; at++) showNext();
    expect(everythingReachable(view)).not.toContain(candles.close[5]);
    expect(JSON.stringify(view)).toBe('{}');
  });
});

/** Every number that can be got from a view by asking all it has, methods included, for bars near and far. */
function everythingReachable(view: MarketView): unknown[] {
  const names = [...Object.getOwnPropertyNames(view), ...Object.getOwnPropertyNames(Object.getPrototypeOf(view))];
  return names.flatMap((name) => {
    const member: unknown = Reflect.get(view, name);
    if (typeof member !== 'function' || name === 'constructor') return [member];
    return Array.from({ length: 21 }, (_, i): unknown => {
      try {
        return member.call(view, i - 10);
      } catch (failure) {
        return failure;
      }
    });
  });
}

describe('strategies by name', () => {
  it('refuse a name that does not exist, with those that do', () => {
    expect(() => strategyNamed('martingale')).toThrow(/ema-cross, buy-and-hold, vol-target/);
  });

  it('refuse vol-target without forecasts', () => {
    expect(() => strategyNamed('vol-target').start({ ...SETTINGS, forecasts: [] })).toThrow(/--forecasts/);
  });
});

describe('vol-target', () => {
  it('refuses stops and targets, which it would not keep', () => {
    expect(() => strategyNamed('vol-target').start({ ...SETTINGS, stopDistance: 0.02 })).toThrow(/--stop-loss/);
  });

  it('holds 30 % a year over the forecast, and never more than everything', () => {
    expect(exposureFor(0.03)).toBeCloseTo(0.5234, 4);
    expect(exposureFor(0.001)).toBe(1);
  });

  it('moves only at slots and only by a tenth or more', () => {
    const wishes = wishesOf(strategyNamed('vol-target'), randomCandles(600));
    const moves = wishes.flatMap((wish, at) => (wish === null ? [] : [{ at, exposure: wish.exposure }]));
    expect(moves.every(({ at }) => (at + 1) % 12 === 0)).toBe(true);
    moves
      .slice(1)
      .forEach(({ exposure }, i) => expect(Math.abs(exposure - moves[i].exposure)).toBeGreaterThanOrEqual(0.1));
  });
});
