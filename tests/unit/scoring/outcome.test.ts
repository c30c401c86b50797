import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { isUp, outcome } from '../../../domain/scoring/outcome.ts';
import { syntheticHistory } from '../ensemble/synthetic.ts';

const history = syntheticHistory({ bars: 100, seed: 'outcome', missing: [50] });
const closeOf = (bar: number) => history.firstOpenTime + (bar + 1) * HOUR_MS;

it('is the log-return between the closes at the decision and at the horizon', () => {
  expect(outcome(history, closeOf(10), 4)).toBe(Math.log(history.close[14] / history.close[10]));
});

it('is void where a bar is missing at either end, and only there', () => {
  expect(outcome(history, closeOf(50), 4)).toBeNaN();
  expect(outcome(history, closeOf(46), 4)).toBeNaN();
  expect(outcome(history, closeOf(48), 4)).not.toBeNaN();
});

it('is void before the history begins, after it ends, and between bars', () => {
  expect(outcome(history, history.firstOpenTime, 4)).toBeNaN();
  expect(outcome(history, closeOf(96), 4)).toBeNaN();
  expect(outcome(history, closeOf(95), 4)).not.toBeNaN();
  expect(outcome(history, closeOf(10) + 1, 4)).toBeNaN();
});

it('calls a tie not up', () => {
  expect([isUp(0), isUp(1e-12), isUp(-1e-12)]).toEqual([false, true, false]);
});
