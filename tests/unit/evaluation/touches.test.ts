import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, type History } from '../../../domain/market/history.ts';
import { TouchRecord } from '../../../lab/evaluation/touches.ts';
import { forecastOf, marketOf } from '../scenarios/market.ts';

const HOURS = 4;
const SIGMA = 0.01;
const BAR = 4_000;

const market = marketOf('touches', BAR + 1 + 2 * HOURS);
const decision = market.firstOpenTime + (BAR + 1) * HOUR_MS;
const published = [forecastOf({ horizonHours: HOURS, sigma: SIGMA })];

/** The hours after the decision stay at its close but for what is given of them. */
function touchesOf(after: Partial<Record<'high' | 'low' | 'close', number>>) {
  const history: History = {
    ...market,
    open: market.open.slice(),
    high: market.high.slice(),
    low: market.low.slice(),
    close: market.close.slice(),
  };
  const base = market.close[BAR];
  for (const column of [history.open, history.high, history.low, history.close]) column.fill(base, BAR + 1);
  for (const column of ['high', 'low', 'close'] as const) {
    const moved = after[column];
    if (moved !== undefined) history[column][BAR + 2] = base * Math.exp(moved);
  }
  const [touches] = new TouchRecord(history).at(decision, earlier(history, decision), published, '1');
  return touches;
}

function touched(after: Parameters<typeof touchesOf>[0]): number[] {
  return touchesOf(after)
    .filter((touch) => touch.touched)
    .map(({ sigmas }) => sigmas);
}

describe('touches of an evaluation', () => {
  it('are made by highs and lows, each on its side, wherever the bar closes', () => {
    const far = 1.2 * SIGMA;
    expect(touched({})).toEqual([]);
    expect(touched({ high: far })).toEqual([0.5, 1]);
    expect(touched({ low: -far })).toEqual([-1, -0.5]);
    expect(touched({ high: far, low: -far })).toEqual([-1, -0.5, 0.5, 1]);
  });

  it('are likelier nearer the price, on the paths and in the year before', () => {
    const above = touchesOf({}).filter(({ sigmas }) => sigmas > 0);
    for (const of of ['probability', 'climatology'] as const) {
      const likely = above.map((touch) => touch[of]);
      expect(likely).toEqual(likely.toSorted((a, b) => b - a));
      expect(Math.min(...likely)).toBeGreaterThan(0);
      expect(Math.max(...likely)).toBeLessThan(1);
    }
  });

  it('are expected from what was known at the decision alone', () => {
    const expected = (after: Parameters<typeof touchesOf>[0]) =>
      touchesOf(after).map(({ probability, climatology }) => ({ probability, climatology }));
    expect(expected({ high: 0.5, low: -0.5, close: 0.2 })).toEqual(expected({}));
  });

  it('are not told where a bar of the span is missing', () => {
    expect(touchesOf({ high: Number.NaN, low: Number.NaN, close: Number.NaN })).toEqual([]);
  });
});
