import { describe, expect, it } from 'vitest';
import { isNotEnough } from '../../../domain/models/model.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { simulatedMarket } from '../regime/simulated-market.ts';
import { BARS, known } from './markets.ts';

const LAST = BARS - 1;
const MEDIAN = LEVELS.indexOf(0.5);
const [LOW, HIGH] = [LEVELS.indexOf(0.1), LEVELS.indexOf(0.9)];

/** Nothing but noise: what can be known about it is its width. */
const history = known(
  LAST,
  simulatedMarket(BARS, 'noise', () => ({ sigma: 0.006 })),
);
const parameters = estimateMember('boosted-trees', history, '7');

function quantiles(name: string, horizonBars: number, from: unknown): Float64Array {
  const answer = forecastMember(name, history, from, [horizonBars], '7');
  if (isNotEnough(answer)) throw new Error(answer.notEnough);
  return answer[0].quantiles;
}

describe('boosted-trees', () => {
  it('says about noise what the autoregression says, and nothing about its direction', () => {
    const plain = estimateMember('har-x', history, '7');
    for (const horizonBars of [4, 12, 24]) {
      const ours = quantiles('boosted-trees', horizonBars, parameters);
      const theirs = quantiles('har-x', horizonBars, plain);
      const width = theirs[HIGH] - theirs[LOW];
      expect((ours[HIGH] - ours[LOW]) / width).toBeGreaterThan(0.93);
      expect((ours[HIGH] - ours[LOW]) / width).toBeLessThan(1.07);
      expect(Math.abs(ours[MEDIAN]) / width).toBeLessThan(0.05);
    }
  });

  it('answers any horizon, wider the longer', () => {
    const widths = [1, 2, 4, 6, 12, 18, 24, 48].map((horizonBars) => {
      const answer = quantiles('boosted-trees', horizonBars, parameters);
      return answer[HIGH] - answer[LOW];
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(widths[7] / widths[0]).toBeCloseTo(Math.sqrt(48), -1);
  });

  it('keeps its parameters small enough to be stored every week', () => {
    expect(JSON.stringify(parameters).length).toBeLessThan(300_000);
  });
});
