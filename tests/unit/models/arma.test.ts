import Arima from 'arima';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arimaForecast, selectArima } from '../../../domain/models/arma/arima-selection.ts';
import { type Arma } from '../../../domain/models/arma/arma-filter.ts';
import { fitArma } from '../../../domain/models/arma/arma-fit.ts';
import { armaStates, summedResponse } from '../../../domain/models/arma/arma-forecast.ts';
import { armaLikelihood } from '../../../domain/models/arma/arma-likelihood.ts';
import { selectArma } from '../../../domain/models/arma/arma-selection.ts';
import { differencesNeeded, stationarityStatistic } from '../../../domain/models/arma/differencing.ts';
import { coefficientsOf, rootsBeyond } from '../../../domain/models/arma/partials.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** w = φ w(−1) + e + θ e(−1), shocks of standard deviation 1. */
function simulated(seed: string, count: number, phi: number, theta: number, mean = 0): Float64Array {
  const rng = Rng.seeded(seed);
  let [before, shockBefore] = [0, 0];
  return Float64Array.from({ length: count }, () => {
    const shock = rng.normal();
    before = phi * before + shock + theta * shockBefore;
    shockBefore = shock;
    return mean + before;
  });
}

function summed(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
}

describe('partial autocorrelations', () => {
  it('between −1 and 1 always make a stationary autoregression, and one at or beyond 1 never does', () => {
    const inside = fc.double({ min: -0.99, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.array(inside, { minLength: 1, maxLength: 5 }), (partials) => {
        expect(rootsBeyond(1, coefficientsOf(partials))).toBe(true);
        expect(rootsBeyond(1, coefficientsOf([...partials, 1.01]))).toBe(false);
      }),
    );
  });

  it('tell how far away the nearest root is', () => {
    expect(rootsBeyond(1.99, [0.5])).toBe(true);
    expect(rootsBeyond(2.01, [0.5])).toBe(false);
    // (1 − 0.5z)(1 − 0.8z)
    expect(rootsBeyond(1.24, [1.3, -0.4])).toBe(true);
    expect(rootsBeyond(1.26, [1.3, -0.4])).toBe(false);
  });
});

describe('the likelihood of an ARMA process', () => {
  /** −2 ln L by the full covariance matrix: what the filter computes without it. */
  function byCovariance(values: Float64Array, covariances: readonly number[]): { squares: number; logs: number } {
    const lower: number[][] = [];
    let [squares, logs] = [0, 0];
    const whitened: number[] = [];
    values.forEach((value, i) => {
      lower.push([]);
      for (let j = 0; j <= i; j++) {
        let rest = covariances[i - j] ?? 0;
        for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
        lower[i].push(i === j ? Math.sqrt(rest) : rest / lower[j][j]);
      }
      whitened.push(value);
      for (let k = 0; k < i; k++) whitened[i] -= lower[i][k] * whitened[k];
      whitened[i] /= lower[i][i];
      squares += whitened[i] ** 2;
      logs += 2 * Math.log(lower[i][i]);
    });
    return { squares, logs };
  }

  it('is that of the multivariate normal distribution with its autocovariances', () => {
    const [phi, theta] = [0.7, -0.3];
    const values = simulated('exact', 12, phi, theta);
    const first = (1 + 2 * phi * theta + theta ** 2) / (1 - phi ** 2);
    const second = ((1 + phi * theta) * (phi + theta)) / (1 - phi ** 2);
    const covariances = Array.from(values, (_, lag) => (lag === 0 ? first : second * phi ** (lag - 1)));
    const { squares, logs } = byCovariance(values, covariances);
    const { loss, variance } = armaLikelihood(values, { ar: [phi], ma: [theta] }, false);
    expect(variance).toBeCloseTo(squares / 12, 10);
    expect(loss).toBeCloseTo(12 * Math.log(squares / 12) + logs, 8);
  });

  it('is largest at the mean it answers', () => {
    const values = simulated('mean', 60, 0.5, 0.2, 10);
    const arma: Arma = { ar: [0.5], ma: [0.2] };
    const { loss, mean } = armaLikelihood(values, arma, true);
    const at = (m: number) =>
      armaLikelihood(
        values.map((value) => value - m),
        arma,
        false,
      ).loss;
    expect(loss).toBeCloseTo(at(mean), 8);
    expect(at(mean)).toBeLessThan(Math.min(at(mean - 0.01), at(mean + 0.01)));
  });
});

describe('an ARMA fit', () => {
  it('finds the coefficients and the mean that a series was made with', () => {
    const { ar, ma, mean } = fitArma(simulated('found', 4000, 0.6, -0.2, 3), { p: 1, q: 1, withMean: true });
    expect(ar[0]).toBeCloseTo(0.6, 1);
    expect(ma[0]).toBeCloseTo(-0.2, 1);
    expect(mean).toBeCloseTo(3, 1);
  });

  it.each([
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 0],
    [2, 1],
  ])('of order (%i, 1, %i) forecasts what the arima package does', (p, q) => {
    const moves = simulated('package', 800, 0.5, 0.2);
    const path = summed(moves);
    const [theirs] = new Arima({ p, d: 1, q, verbose: false }).train([...path]).predict(12);
    const arma = fitArma(moves, { p, q, withMean: false });
    const ours = arimaForecast(path, { differences: 1, arma }, 12);
    ours.forEach((value, step) => expect(value).toBeCloseTo(theirs[step], 1));
  });

  it('of a market that stands still says that it goes on standing still', () => {
    const { ar, ma, mean } = selectArma(new Float64Array(500), { mayHaveMean: true, mostTerms: 5 });
    const states = armaStates(new Float64Array(500), { ar, ma });
    expect(mean).toBe(0);
    expect(states.dot(499, summedResponse({ ar, ma }, 24))).toBe(0);
  });
});

describe('the search for an order', () => {
  it('finds nothing in independent shocks, and the autoregression in an autoregression', () => {
    const found = (phi: number, theta: number) => {
      const { ar, ma } = selectArma(simulated('search', 2000, phi, theta), { mayHaveMean: true, mostTerms: 5 });
      return [ar.length, ma.length];
    };
    expect(found(0, 0)).toEqual([0, 0]);
    expect(found(0.7, 0)).toEqual([1, 0]);
    expect(found(0, 0.6)).toEqual([0, 1]);
  });

  it('keeps to the terms it may use', () => {
    const { ar, ma } = selectArma(simulated('terms', 500, 0.7, 0.5), { mayHaveMean: false, mostTerms: 1 });
    expect([ar.length, ma.length]).toEqual([1, 1]);
  });

  it('differences a walk once and its sum twice', () => {
    const shocks = simulated('kpss', 500, 0.3, 0);
    expect(differencesNeeded(shocks)).toBe(0);
    expect(differencesNeeded(summed(shocks))).toBe(1);
    expect(differencesNeeded(summed(summed(shocks)))).toBe(2);
    expect(stationarityStatistic(new Float64Array(100).fill(7))).toBe(0);
  });

  it('continues a straight line as a straight line', () => {
    const line = Float64Array.from({ length: 80 }, (_, i) => 5 + 2 * i);
    const ahead = arimaForecast(line, selectArima(line), 3);
    ahead.forEach((value, step) => expect(value).toBeCloseTo(5 + 2 * (80 + step), 6));
  });
});

describe('filtering', () => {
  it('expects what the recursion expects, however many steps on', () => {
    const arma: Arma = { ar: [0.5, 0.2], ma: [0.3] };
    const values = simulated('filter', 300, 0.6, 0.3);
    const states = armaStates(values, arma);
    let shock = 0;
    values.forEach((value, i) => {
      if (i < 2) return;
      shock = value - 0.5 * values[i - 1] - 0.2 * values[i - 2] - 0.3 * shock;
    });
    const next = 0.5 * values[299] + 0.2 * values[298] + 0.3 * shock;
    const afterNext = 0.5 * next + 0.2 * values[299];
    expect(states.dot(299, summedResponse(arma, 1))).toBeCloseTo(next, 10);
    expect(states.dot(299, summedResponse(arma, 2))).toBeCloseTo(next + afterNext, 10);
  });

  it('takes a missing value for no news', () => {
    const arma: Arma = { ar: [0.5], ma: [] };
    const states = armaStates(Float64Array.of(8, Number.NaN, Number.NaN), arma);
    expect(states.dot(2, summedResponse(arma, 1))).toBeCloseTo(1, 12);
  });
});
