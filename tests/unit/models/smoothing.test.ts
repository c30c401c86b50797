import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fitEts } from '../../../domain/models/smoothing/ets-fit.ts';
import { selectEts } from '../../../domain/models/smoothing/ets-selection.ts';
import { dampedSteps, smooth, startOf } from '../../../domain/models/smoothing/exponential-smoothing.ts';
import { rollingSlopes } from '../../../domain/models/smoothing/rolling-slope.ts';
import { plainYardstick, smoothingLoss, type Yardstick } from '../../../domain/models/smoothing/smoothing-loss.ts';
import {
  fitOptimisedTheta,
  fitTheta,
  laggedSteps,
  type ThetaFit,
  thetaForecast,
} from '../../../domain/models/smoothing/theta-fit.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { sharedData } from '../../shared-data.ts';

const SIMPLE = { error: 'additive', trend: 'none' } as const;
const DAMPED = { error: 'additive', trend: 'damped' } as const;

/** A series made by the state space itself. */
function simulated(seed: string, count: number, { alpha = 0.3, beta = 0, phi = 0, trend = 0 }): Float64Array {
  const rng = Rng.seeded(seed);
  let level = 100;
  return Float64Array.from({ length: count }, () => {
    const error = rng.normal();
    const expected = level + phi * trend;
    level = expected + alpha * error;
    trend = phi * trend + beta * error;
    return expected + error;
  });
}

describe('exponential smoothing', () => {
  it('finds the weight a series was made with', () => {
    expect(fitEts(simulated('a', 4000, { alpha: 0.3 }), SIMPLE).alpha).toBeCloseTo(0.3, 1);
    expect(fitEts(simulated('b', 4000, { alpha: 0.8 }), SIMPLE).alpha).toBeCloseTo(0.8, 1);
  });

  it('chooses a trend where there is one and none where there is none', () => {
    expect(selectEts(simulated('c', 800, {})).trend).toBe('none');
    expect(selectEts(simulated('d', 800, { phi: 1, trend: 0.5, beta: 0.05 })).trend).toBe('additive');
    expect(selectEts(simulated('e', 4000, { phi: 0.85, beta: 0.28, alpha: 0.3 })).trend).toBe('damped');
  });

  it('keeps its weights where the method allows them', () => {
    for (const seed of ['f', 'g', 'h']) {
      const { alpha, beta, phi } = fitEts(simulated(seed, 300, { phi: 0.9, beta: 0.1 }), DAMPED);
      expect(alpha).toBeGreaterThan(0);
      expect(alpha).toBeLessThan(1);
      expect(beta).toBeLessThan(alpha);
      expect(phi).toBeGreaterThanOrEqual(0.8);
      expect(phi).toBeLessThanOrEqual(0.98);
    }
  });

  it('follows the textbook recursion', () => {
    const states = smooth(Float64Array.of(10, 12, 11), { alpha: 0.5, beta: 0.1, phi: 0.9 }, { level: 9, trend: 1 });
    // e1 = 10 − 9.9; e2 = 12 − (9.95 + 0.9·0.91); e3 = 11 − (11.3845 + 0.9·0.9421)
    expect(states.level[0]).toBeCloseTo(9.95, 12);
    expect(states.trend[0]).toBeCloseTo(0.91, 12);
    expect(states.level[1]).toBeCloseTo(11.3845, 12);
    expect(states.trend[1]).toBeCloseTo(0.9421, 12);
    expect(states.level[2]).toBeCloseTo(11.616195, 9);
  });

  it('goes on as expected where a value is missing, and counts no error for it', () => {
    const weights = { alpha: 0.5, beta: 0.1, phi: 0.9 };
    const start = { level: 10, trend: 1 };
    const { level, trend } = smooth(Float64Array.of(Number.NaN, Number.NaN), weights, start);
    expect(level[1]).toBeCloseTo(10 + dampedSteps(0.9, 2), 12);
    expect(trend[1]).toBeCloseTo(0.81, 12);
    const two = Float64Array.of(Number.NaN, 12);
    expect(smoothingLoss(two, weights, start, 'additive', plainYardstick(two)).count).toBe(1);
  });

  it('counts an error in proportion to what was expected, and one beyond the bend in proportion to its size', () => {
    const values = Float64Array.of(12, 10);
    const loss = (kind: 'additive' | 'multiplicative', yardstick: Yardstick) =>
      smoothingLoss(values, { alpha: 0.5, beta: 0, phi: 0 }, { level: 10, trend: 0 }, kind, yardstick).loss;
    // errors 2 and −1 from 10 and 11
    const plain = plainYardstick(values);
    expect(loss('additive', plain)).toBeCloseTo(2 * Math.log((4 + 1) / 2), 12);
    expect(loss('multiplicative', plain)).toBeCloseTo(2 * Math.log((0.04 + 1 / 121) / 2) + 2 * Math.log(110), 12);
    expect(loss('additive', { ...plain, bend: 1 })).toBeCloseTo(2 * Math.log((3 + 1) / 2), 12);
    expect(loss('additive', { ...plain, sigmas: Float64Array.of(2, 0.5) })).toBeCloseTo(2 * Math.log((1 + 4) / 2), 12);
  });

  it('takes errors in proportion where they are, and only where all values are above 0', () => {
    const rng = Rng.seeded('proportion');
    let level = 1;
    const grown = Float64Array.from({ length: 400 }, () => {
      const share = 0.05 * rng.normal();
      const value = level * (1 + share);
      level *= 1 + 0.9 * share + 0.005;
      return value;
    });
    expect(selectEts(grown).error).toBe('multiplicative');
    const around = grown.map((value) => value - grown[0]);
    expect(selectEts(around).error).toBe('additive');
  });

  it('starts from a line through the first ten values that are there', () => {
    const line = Float64Array.from({ length: 30 }, (_, i) => (i % 3 === 1 ? Number.NaN : 5 + 2 * (i + 1)));
    expect(startOf(line, true).trend).toBeCloseTo(2, 12);
    expect(startOf(line, true).level).toBeCloseTo(5, 12);
    expect(startOf(line, false)).toEqual({ level: 7, trend: 0 });
  });

  const train = sharedData('m4/Weekly-train.csv.gz');
  const published = sharedData('m4/Weekly-forecast-SES.csv.gz');

  it.skipIf(!train || !published)(
    'says what the M4 organisers published for simple smoothing of their weekly series',
    () => {
      const rows = (path: string) => gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
      const theirs = rows(published as string).map((row) => Number(row.split(',')[1]));
      const apart = rows(train as string).map((row, i) => {
        const values = Float64Array.from(row.split(',').slice(1).filter(Boolean), Number);
        const fit = fitEts(values, SIMPLE);
        return Math.abs(smooth(values, fit, fit.start).level[values.length - 1] / theirs[i] - 1);
      });
      apart.sort((a, b) => a - b);
      expect(apart).toHaveLength(359);
      expect(apart[Math.floor(359 * 0.5)]).toBeLessThan(1e-5);
      expect(apart[Math.floor(359 * 0.9)]).toBeLessThan(2e-3);
    },
  );
});

describe('the theta method', () => {
  const values = simulated('theta', 120, { alpha: 0.4 });
  const count = values.length;

  it('is the mean of the straight line and a smoothed line of twice the curvature', () => {
    const fit = fitTheta(values);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const line = (position: number) => mean + fit.slope * (position - (count - 1) / 2);
    const twice = values.map((value, i) => 2 * value - line(i));
    const simple = { alpha: fit.alpha, beta: 0, phi: 0 };
    const smoothedTwice = smooth(twice, simple, { level: twice[0], trend: 0 }).level[count - 1];
    const level = smooth(values, simple, { level: values[0], trend: 0 }).level[count - 1];
    const ahead = thetaForecast(values, fit, 13);
    for (const steps of [1, 5, 13]) {
      const textbook = (line(count - 1 + steps) + smoothedTwice) / 2;
      // what the first level was has decayed by (1 − α)^119
      expect(ahead[steps - 1]).toBeCloseTo(textbook, 6);
      expect(level + (fit.slope / 2) * laggedSteps(fit.alpha, steps)).toBeCloseTo(textbook, 6);
    }
  });

  it('optimised takes the whole slope of a line, and is never worse on its own series than θ = 2', () => {
    const line = simulated('line', 400, { alpha: 0.2, phi: 1, trend: 0.5 });
    expect(fitOptimisedTheta(line).share).toBeGreaterThan(0.9);
    for (const seed of ['i', 'j', 'k']) {
      const series = simulated(seed, 200, { alpha: 0.5 });
      const loss = ({ alpha, share, slope, startLevel }: ThetaFit) => {
        const start = { level: startLevel, trend: share * slope };
        return smoothingLoss(series, { alpha, beta: 0, phi: 1 }, start, 'additive', plainYardstick(series)).loss;
      };
      expect(loss(fitOptimisedTheta(series))).toBeLessThan(loss(fitTheta(series)) + 1e-3);
    }
  });
});

describe('rolling slope', () => {
  it('is that of least squares on the values that are there', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => (i % 4 === 2 ? Number.NaN : 7 - 0.25 * i));
    const slopes = rollingSlopes(values, 20);
    expect(slopes.slice(0, 19).every(Number.isNaN)).toBe(true);
    slopes.slice(19).forEach((slope) => expect(slope).toBeCloseTo(-0.25, 10));
  });

  it('says nothing where less than half of its window is there', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? i : Number.NaN));
    expect(rollingSlopes(values, 20).every(Number.isNaN)).toBe(true);
  });
});
