import { describe, expect, it } from 'vitest';
import {
  type Direction,
  directionsOf,
  isProven,
  leanOf,
  leans,
  NO_DIRECTION,
} from '../../../domain/calibration/direction.ts';
import { PAST_MOVES, PastMoves, presentMoves } from '../../../domain/calibration/past-moves.ts';
import { RisingShare } from '../../../domain/calibration/rising-share.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, type History } from '../../../domain/market/history.ts';
import { WEEK_MS } from '../../../domain/market/week.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { MONDAY } from '../ensemble/synthetic.ts';

/** A walk of which every hour gives back `givenBack` of the hour before it. */
function market(bars: number, givenBack: number, seed = 'direction'): History {
  const rng = Rng.seeded(`${seed} ${givenBack}`);
  const [open, high, low, close] = Array.from({ length: 4 }, () => new Float64Array(bars));
  let log = 10;
  let move = 0;
  for (let i = 0; i < bars; i++) {
    const before = Math.exp(log);
    move = 0.005 * rng.normal() - givenBack * move;
    log += move;
    const after = Math.exp(log);
    [open[i], close[i]] = [before, after];
    high[i] = Math.max(before, after) * Math.exp(0.002 * Math.abs(rng.normal()));
    low[i] = Math.min(before, after) * Math.exp(-0.002 * Math.abs(rng.normal()));
  }
  const firstOpenTime = MONDAY - bars * HOUR_MS;
  const volume = new Float64Array(bars).fill(1);
  return {
    symbol: 'BTC/USDT',
    barMs: HOUR_MS,
    cutoff: MONDAY,
    firstOpenTime,
    length: bars,
    open,
    high,
    low,
    close,
    volume,
  };
}

function believed(history: History, horizonBars: number): Direction {
  return directionsOf(history, horizonBars, new PastMoves(history)).get(MONDAY) ?? NO_DIRECTION;
}

const BARS = 12_000;

describe('direction', () => {
  it('finds a reversal that was planted, and the record of it stands', () => {
    const direction = believed(market(BARS, 0.2), 1);
    expect(direction.coefficients[0]).toBeLessThan(-0.05);
    expect(direction.slope).toBeGreaterThan(0.6);
    expect(direction.logEvidence).toBeGreaterThan(Math.log(20));
    expect(isProven(direction)).toBe(true);
  });

  it('after a fall says up where moves are given back, by what it measured', () => {
    const history = market(BARS, 0.2);
    const fallen = Float64Array.from({ length: PAST_MOVES }, (_, k) => (k === 0 ? -0.6 : 0));
    expect(leanOf(believed(history, 1), fallen, 0.5)).toBeGreaterThan(0.03);
  });

  it('is hardly believed on walks that have none, and not proven', () => {
    const beliefs = Array.from({ length: 20 }, (_, i) => believed(market(6_000, 0, `walk ${i}`), 4));
    expect(beliefs.filter(({ slope }) => slope > 0.5).length).toBeLessThanOrEqual(8);
    expect(beliefs.filter(isProven)).toEqual([]);
  });

  it('is a coin flip while less than a quarter of a year is known', () => {
    expect(believed(market(2_000, 0.2), 4)).toEqual(NO_DIRECTION);
    expect(leans(NO_DIRECTION)).toBe(false);
  });

  it('of past Mondays does not know what came after them', () => {
    const history = market(BARS, 0.1);
    const past = earlier(history, MONDAY - 10 * WEEK_MS);
    const whole = directionsOf(history, 4, new PastMoves(history));
    const cut = directionsOf(past, 4, new PastMoves(past));
    expect(cut.get(past.cutoff)?.coefficients).toHaveLength(PAST_MOVES);
    for (const [monday, belief] of cut) expect(whole.get(monday)).toEqual(belief);
  });

  it('steps over missing bars', () => {
    const history = market(BARS, 0.2);
    for (const column of [history.open, history.high, history.low, history.close])
      column.fill(Number.NaN, 8_000, 8_030);
    const direction = believed(history, 1);
    expect(direction.coefficients.every(Number.isFinite)).toBe(true);
    expect(direction.coefficients[0]).toBeLessThan(-0.05);
  });
});

describe('past moves', () => {
  it('are bounded, signed, and the same for prices in another unit', () => {
    const history = market(3_000, 0);
    const moves = presentMoves(history);
    expect(moves.every((move) => Math.abs(move) <= 1)).toBe(true);
    expect(Math.sign(moves[0])).toBe(Math.sign(history.close[2_999] - history.close[2_998]));
    const cents = (column: Float64Array) => column.map((price) => 100 * price);
    const { open, high, low, close } = history;
    const inCents = { ...history, open: cents(open), high: cents(high), low: cents(low), close: cents(close) };
    presentMoves(inCents).forEach((move, k) => expect(move).toBeCloseTo(moves[k], 9));
  });
});

describe('the share of returns above 0', () => {
  it('counts those that ended in the window, ties as not up, and steps over what is missing', () => {
    const share = new RisingShare(Float64Array.of(1, -1, Number.NaN, 0, 2, 3), 2);
    expect(share.at(5)).toBeCloseTo(2 / 3, 12);
    expect(share.at(3)).toBe(0);
    expect(share.at(0)).toBe(1);
  });
});
