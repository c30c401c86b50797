import { describe, expect, it } from 'vitest';
import { FIVE_MINUTES_MS } from '../../../domain/market/candles.ts';
import { earlier, type History } from '../../../domain/market/history.ts';
import { triggerMoments, triggersOf } from '../../../domain/triggered/trigger.ts';
import { fiveMinutes, wilderFrom } from './five-minute-market.ts';

const WEEK_BARS = 2016;

/** Prices that go up and down by a tenth of a percent, and from some bars on lie higher by so much. */
function jumpy(jumps: Readonly<Record<number, number>>, bars = 3000): History {
  let level = 100;
  const close = Float64Array.from({ length: bars }, (_, bar) => {
    level *= Math.exp(jumps[bar] ?? 0);
    return level * (bar % 2 === 0 ? 1 : 1.001);
  });
  return { ...fiveMinutes(bars), open: close, high: close, low: close, close };
}

function firedAt(history: History): number[] {
  return Array.from(triggersOf(history)).flatMap((fired, bar) => (fired === 1 ? [bar] : []));
}

/** σ of an hour is √12 · 0.1 %; one and a half of it: */
const ENOUGH = 1.5 * Math.sqrt(12) * Math.log(1.001);

describe('the trigger', () => {
  it('fires at the close at which the move of an hour reaches one and a half usual σ, up or down', () => {
    expect(firedAt(jumpy({ 2500: 1.01 * ENOUGH }))).toEqual([2500]);
    expect(firedAt(jumpy({ 2500: -1.01 * ENOUGH }))).toEqual([2500]);
    expect(firedAt(jumpy({ 2500: 0.99 * ENOUGH }))).toEqual([]);
    expect(firedAt(jumpy({ 2500: 0.6 * ENOUGH, 2505: 0.6 * ENOUGH }))).toEqual([2505]);
  });

  it('does not fire again before an hour has passed without its move', () => {
    expect(firedAt(jumpy({ 2500: 1.1 * ENOUGH, 2506: 1.1 * ENOUGH, 2516: 1.1 * ENOUGH }))).toEqual([2500]);
    expect(firedAt(jumpy({ 2500: 1.1 * ENOUGH, 2530: 1.2 * ENOUGH }))).toEqual([2500, 2530]);
  });

  it('knows no usual σ in the first week, none in a market that stands still, and no move with a missing end', () => {
    expect(firedAt(jumpy({ 1900: 2 * ENOUGH }))).toEqual([]);
    const still = new Float64Array(3000).fill(100);
    expect(firedAt({ ...jumpy({}), close: still })).toEqual([]);
    const jump = jumpy({ 2500: 1.1 * ENOUGH });
    jump.close[2500 - 12] = Number.NaN;
    expect(firedAt(jump)).toEqual([2501]);
  });

  it('sees nothing that comes later, and nothing but the seven days and two hours before', () => {
    const history = fiveMinutes(6000);
    const moments = triggerMoments(history);
    expect(moments.length).toBeGreaterThan(10);
    const until = moments[moments.length - 1];
    expect(triggerMoments(wilderFrom(history, until)).filter((at) => at <= until)).toEqual(moments);
    const reach = WEEK_BARS + 3 * 12;
    for (const moment of moments.slice(-5)) {
      expect(firedAt(earlier(history, moment, reach)).includes(reach - 1)).toBe(true);
      expect(firedAt(earlier(history, moment + FIVE_MINUTES_MS, reach)).includes(reach - 1)).toBe(false);
    }
  });
});
