import { expect, it } from 'vitest';
import { rollingClimatology } from '../../../domain/ensemble/rolling-climatology.ts';
import { baselineForecasts } from '../../../domain/models/baselines.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, logReturns } from '../../../domain/market/history.ts';
import { gridQuantiles, sortedFinite } from '../../../domain/numeric/quantiles.ts';
import { syntheticHistory } from './synthetic.ts';

const history = syntheticHistory({ bars: 12_000, seed: 'climatology', missing: [3_000, 3_001, 9_999] });
const at = (bar: number) => history.firstOpenTime + bar * HOUR_MS;

it('equals sorting all returns of the last 365 days at each decision, bit for bit', () => {
  const decisions = [2_400, 2_413, 2_413, 8_000, 8_900, 8_912, 11_999, 12_000].map(at);
  rollingClimatology(history, decisions, 12).forEach((climatology, i) => {
    const returns = logReturns(earlier(history, decisions[i]), 12).slice(-8_761);
    expect(climatology?.quantiles).toEqual(gridQuantiles(sortedFinite(returns)));
    const present = returns.filter(Number.isFinite);
    expect(climatology?.baseRate).toBe(present.filter((r) => r > 0).length / present.length);
  });
});

it('keeps the sample right when decisions lie more than a year apart', () => {
  const long = syntheticHistory({ bars: 30_000, seed: 'apart' });
  const decisions = [3_000, 29_000].map((bar) => long.firstOpenTime + bar * HOUR_MS);
  const [, second] = rollingClimatology(long, decisions, 4);
  const returns = logReturns(earlier(long, decisions[1]), 4).slice(-8_761);
  expect(second?.quantiles).toEqual(gridQuantiles(sortedFinite(returns)));
});

it('answers null before there are 90 days of returns, a week less for what may be missing', () => {
  const [before, after] = rollingClimatology(history, [at(1_995), at(1_996)], 4);
  expect(before).toBeNull();
  expect(after).not.toBeNull();
});

it('does not see bars after a decision', () => {
  const decision = at(9_000);
  const other = syntheticHistory({ bars: 12_000, seed: 'climatology', missing: [3_000, 3_001, 9_999] });
  other.close.fill(1e6, 9_000);
  expect(rollingClimatology(other, [decision], 4)).toEqual(rollingClimatology(history, [decision], 4));
});

it('is the baseline that releases publish', () => {
  const decision = at(9_500);
  const [[published]] = baselineForecasts(earlier(history, decision), [12]);
  const [rolled] = rollingClimatology(history, [at(9_000), decision], 12).slice(1);
  expect(rolled).toEqual({ quantiles: published.quantiles, baseRate: published.pUp });
});
