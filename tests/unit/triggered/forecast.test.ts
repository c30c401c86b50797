import { describe, expect, it } from 'vitest';
import { FIVE_MINUTES_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier } from '../../../domain/market/history.ts';
import { WEEK_MS, weeklyBoundary } from '../../../domain/market/week.ts';
import { climatologyQuantiles } from '../../../domain/models/climatology.ts';
import { learnedSteps, learnedTriggers } from '../../../domain/triggered/decisions.ts';
import { triggeredForecasts } from '../../../domain/triggered/forecast.ts';
import { learnFromTriggers } from '../../../domain/triggered/learn.ts';
import { triggerMoments } from '../../../domain/triggered/trigger.ts';
import { fiveMinutes } from './five-minute-market.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';

const history = fiveMinutes(20_000);
const moments = triggerMoments(history);
const boundary = weeklyBoundary(history.cutoff);

describe('what a triggered release learns from', () => {
  it('is what followed the triggers of eight weeks, as far as it is known at the boundary', () => {
    const learned = learnedTriggers(moments, boundary, HOUR_MS);
    expect(learned.length).toBeGreaterThan(50);
    for (const moment of learned) {
      expect(moment + HOUR_MS).toBeLessThanOrEqual(boundary);
      expect(moment + HOUR_MS).toBeGreaterThan(boundary - 8 * WEEK_MS);
    }
    expect(learnedTriggers(moments, boundary, HOUR_MS + FIVE_MINUTES_MS).length).toBeLessThanOrEqual(learned.length);
  });

  it('elsewhere is one moment every 65 minutes of four weeks, the same from every boundary', () => {
    const [now, before] = [boundary, boundary - WEEK_MS].map((monday) => learnedSteps(monday, HOUR_MS));
    expect(Math.abs(now.length - (4 * WEEK_MS) / (65 * 60_000))).toBeLessThan(1);
    expect(new Set(now.map((at) => (at / FIVE_MINUTES_MS) % 12)).size).toBe(12);
    expect(now.filter((at) => at <= boundary - WEEK_MS - HOUR_MS)).toEqual(
      before.filter((at) => at > boundary - 4 * WEEK_MS - HOUR_MS),
    );
  });
});

/** A member that says what 8,760 bars were like, half as wide. */
function halfAsWide(moment: number, horizonBars: number): Float64Array {
  return (climatologyQuantiles(earlier(history, moment), horizonBars) as Float64Array).map((quantile) => quantile / 2);
}

describe('a triggered forecast', () => {
  const walked = ['har-x', 'stochastic-volatility'].map((model) => ({
    model,
    forecasts: learnedTriggers(moments, boundary, HOUR_MS).flatMap((decision) =>
      [6, 12].map((horizonBars) => ({ decision, horizonBars, quantiles: halfAsWide(decision, horizonBars) })),
    ),
  }));
  const learned = learnFromTriggers({ history, horizonsBars: [6, 12], members: walked, recipe: RECIPE });
  const publish = (state: typeof learned | null) =>
    triggeredForecasts({
      history,
      horizonsBars: [6, 12],
      members: (horizonBars) =>
        walked.map(({ model }) => ({
          model,
          version: '1',
          quantiles: halfAsWide(history.cutoff, horizonBars),
          droppedReason: null,
        })),
      learned: state,
      recipe: RECIPE,
    });

  it('is told for half an hour and an hour, beside its baselines, with p_up at the base rate', () => {
    const forecasts = publish(learned);
    expect(forecasts.map(({ horizonHours }) => horizonHours)).toEqual([0.5, 1]);
    for (const { baselines, pUp, directional } of forecasts) {
      expect(baselines[1].name).toBe('conditional-climatology');
      expect(directional).toBe(false);
      expect(pUp).toBe(baselines[0].pUp);
    }
  });

  it('is widened by what followed past triggers', () => {
    const width = ({ quantiles }: { quantiles: readonly number[] }) => quantiles[92] - quantiles[10];
    expect(width(publish(learned)[0])).toBeGreaterThan(1.4 * width(publish(null)[0]));
  });
});
