import { describe, expect, it } from 'vitest';
import { patternFeatures } from '../../../domain/features/pattern-features.ts';
import { presentBars } from '../../../domain/features/reading.ts';
import { batch } from '../../../domain/indicators/run.ts';
import { CDLENGULFING } from '../../../domain/indicators/candles/engulfing.ts';
import { CDLHAMMER } from '../../../domain/indicators/candles/hammer.ts';
import { findChartPatterns } from '../../../domain/indicators/chart-patterns/find.ts';
import type { Bars } from '../../../domain/indicators/indicator.ts';
import { mapBars, walk } from '../indicators/market.ts';

const market = walk(3000, 'pattern features');
const until = (bars: Bars, length: number) =>
  presentBars(
    mapBars(bars, (column) => column.slice(0, length)),
    0,
  );
const read = (length: number) => {
  const features = patternFeatures(until(market, length));
  return (name: string) => features.find((feature) => feature.name === name)?.value;
};

describe('the pattern features', () => {
  it('say of a bar what the patterns over the whole series say of it', () => {
    for (const [name, indicator] of [
      ['pat_hammer', CDLHAMMER],
      ['pat_engulfing', CDLENGULFING],
    ] as const) {
      const [whole] = batch(indicator, market);
      const at = [...whole.keys()].filter((i) => i > 300 && whole[i] !== 0).slice(0, 5);
      expect(at.length).toBe(5);
      for (const i of at) expect(read(i + 1)(name)).toBe(whole[i] / 100);
    }
  });

  it('turn the status of a chart pattern into a number, and sum up what is announced', () => {
    const seen = new Set<number>();
    for (let length = 300; length < 1500; length += 7) {
      const value = read(length);
      const charts = findChartPatterns(mapBars(market, (column) => column.slice(length - 240, length)));
      let score = 0;
      for (const { name, status, direction } of charts) {
        const expected = { 'in-progress': 0.5, confirmed: 1, failed: -1 }[status];
        expect(value(`pat_${name}`)).toBe(expected);
        seen.add(expected);
        score += direction * expected;
      }
      for (const name of [
        'hammer',
        'inverted_hammer',
        'hanging_man',
        'shooting_star',
        'engulfing',
        'morning_star',
        'evening_star',
      ]) {
        score += value(`pat_${name}`) ?? Number.NaN;
      }
      expect(value('pat_score')).toBeCloseTo(score, 12);
    }
    expect(seen).toEqual(new Set([0.5, 1, -1]));
  });
});
