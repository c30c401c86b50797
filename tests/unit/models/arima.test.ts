import Arima from 'arima';
import { describe, expect, it } from 'vitest';
import {
  type ArimaFit,
  cumulativeResponse,
  expectedMove,
  fitArima,
  innovations,
  MOST_POINTS,
  RANDOM_WALK,
} from '../../../domain/models/arima-fit.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** Returns w = φ w(−1) + e + θ e(−1) of one percent. */
function simulated(seed: string, count: number, phi: number, theta: number): Float64Array {
  const rng = Rng.seeded(seed);
  let [before, shockBefore] = [0, 0];
  return Float64Array.from({ length: count }, () => {
    const shock = 0.01 * rng.normal();
    before = phi * before + shock + theta * shockBefore;
    shockBefore = shock;
    return before;
  });
}

function fitted(returns: Float64Array, p: number, q: number): ArimaFit {
  const fit = fitArima(returns, p, q);
  if (!fit) throw new Error('no fit');
  return fit;
}

describe('ARIMA through the package', () => {
  it('finds the response to a shock that a series was made with', () => {
    const { psi } = fitted(simulated('arma', 4000, 0.6, -0.2), 1, 1);
    expect(psi[0]).toBeCloseTo(0.4, 1);
    expect(psi[1]).toBeCloseTo(0.24, 1);
    const moving = fitted(simulated('ma', 4000, 0, -0.3), 0, 1);
    expect(moving.psi).toHaveLength(1);
    expect(moving.psi[0]).toBeCloseTo(-0.3, 1);
  });

  it.each([
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 0],
  ])('forecasts with (%i, 1, %i) what the package itself forecasts, at every step', (p, q) => {
    const returns = simulated('own', 800, 0.5, 0.1);
    const { psi } = fitted(returns, p, q);
    const path = [0];
    for (const move of returns) path.push(path[path.length - 1] + move / 0.01);
    const [points] = new Arima({ p, d: 1, q, verbose: false }).train(path).predict(24);
    const shocks = innovations(returns, psi);
    for (const steps of [1, 4, 12, 24]) {
      const own = expectedMove(shocks, returns.length - 1, cumulativeResponse(psi, steps)) / 0.01;
      expect(own).toBeCloseTo(points[steps - 1] - path[path.length - 1], 3);
    }
  });

  it('answers a random walk for p = q = 0 without asking the package', () => {
    expect(fitArima(new Float64Array(0), 0, 0)).toBe(RANDOM_WALK);
  });

  it('hands the package no more than the last 4,000 points', () => {
    const long = simulated('long', 20_000, 0.3, 0);
    expect(fitArima(long, 1, 0)).toEqual(fitArima(long.subarray(-MOST_POINTS), 1, 0));
  });

  it('has no answer for a market that stands still', () => {
    expect(fitArima(new Float64Array(500), 1, 1)).toBeNull();
  });

  it('takes a missing return for no news', () => {
    expect(innovations(Float64Array.of(1, Number.NaN, 1), [0.5, 0.25])).toEqual(Float64Array.of(1, 0, 0.75));
  });

  it('adds up what a shock still does', () => {
    expect(cumulativeResponse([0.5, 0.25, 0.125], 2)).toEqual(Float64Array.of(0.75, 0.375, 0.125));
    expect(expectedMove(Float64Array.of(8, 4), 1, Float64Array.of(0.75, 0.375))).toBe(6);
  });
});
