import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEARNING_BARS } from '../../../domain/ensemble/boundary.ts';
import type { Candles } from '../../../domain/market/candles.ts';
import { WEEK_BARS } from '../../../domain/models/returns.ts';
import { mirrored } from '../../../domain/models/mirrored.ts';
import { isNotEnough, MOST_BARS } from '../../../domain/models/model.ts';
import { MODELS } from '../../../domain/models/registry.ts';
import { rollingMaxima } from '../../../domain/models/rolling-maximum.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { BARS, known, market } from './markets.ts';

const LAST = BARS - 1;

/** Width of the 80 % interval for the next day. */
function width(name: string, candles: Candles): number {
  const history = known(LAST, candles);
  const answer = forecastMember(name, history, estimateMember(name, known(LAST - 48), '7'), [24], '7');
  if (isNotEnough(answer)) throw new Error(answer.notEnough);
  return answer[0].quantiles[91] - answer[0].quantiles[11];
}

/** The market with one hour, half a day ago, whose range is eight times as wide. */
function withWildHour(): Candles {
  const [high, low] = [market.high.slice(), market.low.slice()];
  const at = LAST - 12;
  const middle = Math.sqrt(high[at] * low[at]);
  high[at] = middle * (high[at] / middle) ** 8;
  low[at] = middle * (low[at] / middle) ** 8;
  return { ...market, high, low };
}

describe('har-x', () => {
  it('is moved less by one wild hour than the plain autoregression', () => {
    const widening = (name: string) => width(name, withWildHour()) / width(name, market);
    expect(widening('har')).toBeGreaterThan(1.1);
    expect(widening('har-x')).toBeGreaterThan(1);
    expect(widening('har-x') - 1).toBeLessThan(0.9 * (widening('har') - 1));
  });
});

describe('what a model may look at', () => {
  it('is there at the oldest Monday of a rehearsal too, so that rehearsal, evaluation and release agree', () => {
    expect(MOST_BARS).toBe(LEARNING_BARS - 27 * WEEK_BARS);
    for (const { name, maxBars } of MODELS) expect(maxBars, name).toBeLessThanOrEqual(MOST_BARS);
  });
});

describe('mirrored quantiles', () => {
  it('keep symmetric ones, halve a shift and stay in order', () => {
    const symmetric = Float64Array.from(LEVELS, (level) => Math.log(level / (1 - level)));
    mirrored(symmetric).forEach((quantile, i) => expect(quantile).toBeCloseTo(symmetric[i], 12));
    const shifted = mirrored(symmetric.map((quantile) => quantile + 1));
    expect(shifted[51]).toBeCloseTo(0.5, 12);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 103, maxLength: 103 }),
        (values) => {
          const half = mirrored(Float64Array.from(values).sort());
          expect(half).toEqual(half.toSorted());
        },
      ),
    );
  });
});

describe('rolling maxima', () => {
  it('are the largest of the window, missing values stepped over', () => {
    const value = fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (values, window) => {
        rollingMaxima(Float64Array.from(values), window).forEach((maximum, i) => {
          const present = values.slice(Math.max(0, i + 1 - window), i + 1).filter((each) => !Number.isNaN(each));
          expect(maximum).toBe(present.length > 0 ? Math.max(...present) : Number.NaN);
        });
      }),
    );
  });
});
