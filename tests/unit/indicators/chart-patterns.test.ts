import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findChartPatterns } from '../../../domain/indicators/chart-patterns/find.ts';
import { CHART_PATTERNS, type ChartPattern } from '../../../domain/indicators/chart-patterns/pattern.ts';
import { swings } from '../../../domain/indicators/chart-patterns/swings.ts';
import type { Bars } from '../../../domain/indicators/indicator.ts';
import { walk } from './market.ts';

/** Bars of range 2 whose close goes in straight lines from price to price, `legBars` each. */
function zigzag(prices: readonly number[], legBars = 10): Bars {
  const closes = [prices[0]];
  for (let leg = 1; leg < prices.length; leg++) {
    for (let k = 1; k <= legBars; k++) closes.push(prices[leg - 1] + ((prices[leg] - prices[leg - 1]) * k) / legBars);
  }
  const close = Float64Array.from(closes);
  const open = Float64Array.from(closes, (_, i) => closes[Math.max(0, i - 1)]);
  return { open, high: close.map((x) => x + 1), low: close.map((x) => x - 1), close, volume: close.map(() => 1) };
}

/** The same market upside down, around 200. */
function upsideDown(bars: Bars): Bars {
  const turn = (column: Float64Array) => column.map((x) => 200 - x);
  return {
    open: turn(bars.open),
    high: turn(bars.low),
    low: turn(bars.high),
    close: turn(bars.close),
    volume: bars.volume,
  };
}

function found(name: ChartPattern['name'], bars: Bars): Pick<ChartPattern, 'status' | 'direction'> | null {
  const pattern = findChartPatterns(bars).find((candidate) => candidate.name === name);
  return pattern === undefined ? null : { status: pattern.status, direction: pattern.direction };
}

describe('a double top', () => {
  const top = [95, 80, 110, 100, 110];

  it('is in progress until a close leaves it', () => {
    expect(found('double_top', zigzag([...top, 104]))).toEqual({ status: 'in-progress', direction: -1 });
  });
  it('is confirmed by a close below the low between the highs', () => {
    expect(found('double_top', zigzag([...top, 95]))).toEqual({ status: 'confirmed', direction: -1 });
  });
  it('fails by a close above both highs', () => {
    expect(found('double_top', zigzag([...top, 104, 118]))).toEqual({ status: 'failed', direction: -1 });
  });
  it('is none when the highs differ, when the low is shallow, and when nothing rose into it', () => {
    expect(found('double_top', zigzag([95, 80, 110, 100, 115, 104]))).toBeNull();
    expect(found('double_top', zigzag([95, 80, 110, 109, 110, 109.5]))).toBeNull();
    expect(found('double_top', zigzag([120, 101, 110, 100, 110, 104]))).toBeNull();
  });
  it('is a double bottom upside down', () => {
    expect(found('double_bottom', upsideDown(zigzag([...top, 95])))).toEqual({ status: 'confirmed', direction: 1 });
    expect(found('double_top', upsideDown(zigzag([...top, 95])))).toBeNull();
  });
  it('is the most recent one of several', () => {
    const patterns = findChartPatterns(zigzag([95, 80, 110, 100, 110, 101, 110, 105]));
    expect(patterns.filter(({ name }) => name === 'double_top').map(({ from, to }) => [from, to])).toEqual([[40, 60]]);
  });
  it('is given up when nothing decides it for three days', () => {
    expect(found('double_top', zigzag([...top, 104, 107, 103, 107, 103, 106, 104]))?.status).toBe('in-progress');
    expect(found('double_top', zigzag([...top, 104, 107, 103, 107, 103, 106, 104, 106, 104]))).toBeNull();
  });
  it('is no longer news a day of hourly bars after it was decided', () => {
    expect(found('double_top', zigzag([...top, 95, 96, 95, 96]))).toBeNull();
  });
});

describe('head and shoulders', () => {
  const shape = [95, 70, 100, 90, 110, 90, 100];

  it('waits, is confirmed below the neckline, fails above the shoulders', () => {
    expect(found('head_and_shoulders', zigzag([...shape, 94]))).toEqual({ status: 'in-progress', direction: -1 });
    expect(found('head_and_shoulders', zigzag([...shape, 84]))).toEqual({ status: 'confirmed', direction: -1 });
    expect(found('head_and_shoulders', zigzag([...shape, 94, 106]))).toEqual({ status: 'failed', direction: -1 });
  });
  it('is inverse upside down', () => {
    expect(found('inverse_head_and_shoulders', upsideDown(zigzag([...shape, 84])))).toEqual({
      status: 'confirmed',
      direction: 1,
    });
  });
  it('needs a head above both shoulders', () => {
    expect(found('head_and_shoulders', zigzag([95, 70, 100, 90, 100, 90, 100, 94]))).toBeNull();
  });
  it('needs shoulders of one height, above the neckline', () => {
    expect(found('head_and_shoulders', zigzag([95, 70, 100, 90, 118, 90, 109, 94]))).toBeNull();
    expect(found('head_and_shoulders', zigzag([95, 60, 104, 80, 125, 100, 104, 102]))).toBeNull();
  });
});

describe('triangles and wedges', () => {
  it('an ascending triangle breaks upwards through its flat side, or fails', () => {
    const shape = [80, 110, 90, 110, 100];
    expect(found('triangle_ascending', zigzag([...shape, 107]))).toEqual({ status: 'in-progress', direction: 1 });
    expect(found('triangle_ascending', zigzag([...shape, 116]))).toEqual({ status: 'confirmed', direction: 1 });
    expect(found('triangle_ascending', zigzag([...shape, 105, 90]))).toEqual({ status: 'failed', direction: 1 });
    expect(found('triangle_descending', upsideDown(zigzag([...shape, 116])))).toEqual({
      status: 'confirmed',
      direction: -1,
    });
  });
  it('a symmetrical triangle has no direction until a close gives it one', () => {
    const shape = [70, 120, 80, 112, 88];
    expect(found('triangle_symmetrical', zigzag([...shape, 102]))).toEqual({ status: 'in-progress', direction: 0 });
    expect(found('triangle_symmetrical', zigzag([...shape, 118]))).toEqual({ status: 'confirmed', direction: 1 });
    expect(found('triangle_symmetrical', upsideDown(zigzag([...shape, 118])))).toEqual({
      status: 'confirmed',
      direction: -1,
    });
  });
  it('a rising wedge falls out of its lower line', () => {
    const shape = [70, 110, 90, 114, 104];
    expect(found('wedge_rising', zigzag([...shape, 113]))?.status).toBe('in-progress');
    expect(found('wedge_rising', zigzag([...shape, 111, 94]))).toEqual({ status: 'confirmed', direction: -1 });
    expect(found('wedge_falling', upsideDown(zigzag([...shape, 111, 94])))).toEqual({
      status: 'confirmed',
      direction: 1,
    });
  });
  it('lines that hardly draw together are neither', () => {
    expect(found('wedge_rising', zigzag([70, 110, 90, 112, 93, 100]))).toBeNull();
  });
  it('closes outside the lines between the swings make it none', () => {
    expect(found('triangle_symmetrical', zigzag([70, 120, 90, 80, 82, 84, 100, 88, 93]))?.status).toBe('in-progress');
    expect(found('triangle_symmetrical', zigzag([70, 120, 119.5, 119, 118.5, 80, 100, 88, 93]))).toBeNull();
  });
  it('parallel lines are neither', () => {
    const channel = zigzag([70, 110, 90, 115, 95, 113]);
    for (const name of ['wedge_rising', 'triangle_ascending', 'triangle_symmetrical'] as const) {
      expect(found(name, channel)).toBeNull();
    }
  });
});

describe('chart patterns in any market', () => {
  it('are mirror images upside down, at most one of a name, and decided only by bars after their last swing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const bars = walk(240, `patterns ${seed}`);
        const patterns = findChartPatterns(bars);
        expect(new Set(patterns.map(({ name }) => name)).size).toBe(patterns.length);
        for (const { name, from, to, resolvedAt, status } of patterns) {
          expect(CHART_PATTERNS).toContain(name);
          expect(from).toBeLessThan(to);
          expect(resolvedAt === null).toBe(status === 'in-progress');
          if (resolvedAt !== null) expect(resolvedAt).toBeGreaterThan(to);
        }
        const mirrored = findChartPatterns(upsideDown(bars));
        const sum = (list: readonly ChartPattern[]) => list.reduce((total, { direction }) => total + direction, 0);
        expect(sum(mirrored)).toBe(0 - sum(patterns));
      }),
      { numRuns: 60, examples: [[100], [719]] },
    );
  });

  it('are none where nothing moves', () => {
    expect(findChartPatterns(zigzag([100, 100, 100, 100]))).toEqual([]);
    expect(findChartPatterns(zigzag([100]))).toEqual([]);
  });
});

describe('swings', () => {
  it('alternate, and keep the more extreme of two in a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const bars = walk(200, `swings ${seed}`);
        const found = swings(bars, 3, 3);
        for (let k = 1; k < found.length; k++) expect(found[k].kind).not.toBe(found[k - 1].kind);
        for (const { kind, at, price } of found) expect(price).toBe(kind === 'high' ? bars.high[at] : bars.low[at]);
      }),
    );
  });
});
