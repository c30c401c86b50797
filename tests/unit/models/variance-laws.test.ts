import { describe, expect, it } from 'vitest';
import { crps } from '../../../domain/scoring/crps.ts';
import { outcome } from '../../../domain/scoring/outcome.ts';
import { earlier, historyAt } from '../../../domain/market/history.ts';
import { calmedReturns, usualSquare } from '../../../domain/models/calmed-returns.ts';
import { fitElasticities, tempered } from '../../../domain/models/elasticity.ts';
import { EGARCH_SOUGHT } from '../../../domain/models/egarch.ts';
import { egarchPath } from '../../../domain/models/egarch-path.ts';
import { garchLaw, GJR_SOUGHT } from '../../../domain/models/garch-law.ts';
import { garchPath } from '../../../domain/models/garch-path.ts';
import { factorsAhead, hourFactors, hourOfWeek } from '../../../domain/models/hour-of-week.ts';
import { likeliest } from '../../../domain/models/likeliest.ts';
import { filterTwoSpeeds, steadyState } from '../../../domain/models/log-variance-filter.ts';
import { logVarianceAhead } from '../../../domain/models/log-variance-ahead.ts';
import { descend } from '../../../domain/models/quasi-newton.ts';
import { rangeVariances } from '../../../domain/models/range-variance.ts';
import { studentLoss, type VariancePath } from '../../../domain/models/student-t.ts';
import { walkForward } from '../../../domain/models/walk-forward.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { sharedData } from '../../shared-data.ts';
import { recordedMarket } from '../regime/recorded-market.ts';
import { BARS, closeOf, known } from './markets.ts';

type Recursion = (moves: Float64Array, parameters: ArrayLike<number>) => VariancePath;

const history = known(BARS - 1);

/** Returns with variance 1 on average that a recursion drives, errors of Student's t with six degrees of freedom. */
function simulated(seed: string, count: number, next: (variance: number, move: number) => number): Float64Array {
  const rng = Rng.seeded(seed);
  let variance = 1;
  return Float64Array.from({ length: count }, () => {
    const chi = Array.from({ length: 6 }, () => rng.normal() ** 2).reduce((a, b) => a + b, 0);
    const move = Math.sqrt(variance) * rng.normal() * Math.sqrt(4 / chi);
    variance = next(variance, move);
    return move;
  });
}

const leaning = simulated('gjr', 20_000, (v, x) => 0.02 + 0.98 * (0.1 * (x < 0 ? 1.4 : 0.6) * x * x + 0.9 * v));

describe('the likelihood of a recursion', () => {
  const slopeless = (recursion: Recursion, at: readonly number[]) =>
    studentLoss(leaning.subarray(0, 2000), recursion(leaning.subarray(0, 2000), at), at[4], new Float64Array(5));

  it.each<[string, Recursion, readonly number[]]>([
    ['GARCH', garchPath, [0.03, 0.96, 0.15, 0.2, 5]],
    ['EGARCH', egarchPath, [0.1, 0.97, 0.2, -0.05, 5]],
  ])('%s has the slope that its values have', (_, recursion, at) => {
    const slope = new Float64Array(5);
    const gappy = leaning.map((move, i) => (i % 97 === 0 ? Number.NaN : move)).subarray(0, 2000);
    studentLoss(gappy, recursion(gappy, at), at[4], slope);
    at.forEach((_parameter, i) => {
      const moved = (by: number) => at.map((x, j) => (i === j ? x + by : x));
      const value = (where: readonly number[]) =>
        studentLoss(gappy, recursion(gappy, where), where[4], new Float64Array(5));
      expect(slope[i]).toBeCloseTo((value(moved(1e-5)) - value(moved(-1e-5))) / 2e-5, 6);
    });
  });

  it('is that of independent returns where nothing is news', () => {
    // ln of the density of Student's t with 5 degrees of freedom and variance 1 (R: dt(x·√(5/3), 5, log = TRUE) + ln √(5/3))
    const flat = slopeless(garchPath, [0.5, 0.5, 0, 0, 5]);
    const density = (x: number) => Math.log(0.3796066898 * Math.sqrt(5 / 3)) - 3 * Math.log(1 + (x * x) / 3);
    const mean = leaning.subarray(0, 2000).reduce((sum, x) => sum + density(x), 0) / 2000;
    expect(flat).toBeCloseTo(-mean, 8);
  });
});

describe('parameters by likelihood', () => {
  it('of a GARCH that falls drive more than rises are those it was made with', () => {
    const [omega, persistence, share, lean, degrees] = likeliest(leaning, garchPath, GJR_SOUGHT);
    expect(omega).toBeCloseTo(0.02, 2);
    expect(persistence).toBeCloseTo(0.98, 2);
    expect(share).toBeCloseTo(0.1, 1);
    expect(lean).toBeCloseTo(0.4, 0);
    expect(degrees).toBeGreaterThan(5);
    expect(degrees).toBeLessThan(7);
  });

  it('of an EGARCH are those it was made with', () => {
    const size = Math.sqrt(2 / Math.PI);
    const moves = simulated('egarch', 20_000, (v, x) => {
      const e = x / Math.sqrt(v);
      return Math.exp(0.97 * Math.log(v) + 0.2 * (Math.abs(e) - size) - 0.08 * e);
    });
    const [, persistence, news, lean] = likeliest(moves, egarchPath, EGARCH_SOUGHT);
    expect(persistence).toBeCloseTo(0.97, 2);
    expect(news).toBeCloseTo(0.2, 1);
    expect(lean).toBeCloseTo(-0.08, 1);
  });
});

describe('against the arch package of Python, version 8.0', () => {
  const file = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');
  // arch_model(x, mean='Zero', dist='t', p=1, o=0 or 1, q=1).fit(backcast=1): log-likelihood and degrees of freedom, x the
  // log-returns of the 8,760 bars before 2023-03-01 over their root mean square
  const REFERENCE: readonly (readonly [string, Recursion, number, number])[] = [
    ['GJR-GARCH', garchPath, -9434.147114, 3.11933],
    ['EGARCH', egarchPath, -9341.107623, 2.653193],
  ];

  it.skipIf(!file).each(REFERENCE)('%s finds the same maximum on a year of BTC', (_, recursion, reference, tails) => {
    const year = historyAt(recordedMarket(file as string, 'BTC/USDT'), Date.parse('2023-03-01T00:00Z'), 8760);
    const flat = Array.from({ length: 168 }, () => 1);
    const moves = calmedReturns(year, flat, usualSquare(year, flat));
    const found = likeliest(moves, recursion, recursion === garchPath ? GJR_SOUGHT : EGARCH_SOUGHT);
    const loss = studentLoss(moves, recursion(moves, found), found[4], new Float64Array(5));
    expect((-8759 * loss) / reference).toBeCloseTo(1, 6);
    expect(found[4]).toBeCloseTo(tails, 3);
  });
});

describe('variance over the bars ahead', () => {
  const factors = hourFactors(history, rangeVariances(history));

  it('of a GARCH is what its recursion expects, step by step', () => {
    const fit = { unit: 2e-5, parameters: [0.03, 0.96, 0.1, 0, 5] };
    const year = earlier(history, history.cutoff, 1000);
    const bar = 700;
    const moves = calmedReturns(year, factors, fit.unit);
    let variance = garchPath(moves, fit.parameters).variances[bar + 1];
    let sum = 0;
    for (let step = 1; step <= 24; step++) {
      sum += variance * factors[hourOfWeek(year, bar + step)];
      variance = 0.03 + 0.96 * variance;
    }
    const ahead = garchLaw({ leaning: false }).filter(year, factors, fit)(24);
    expect(ahead(bar) / (fit.unit * sum)).toBeCloseTo(1, 10);
  });

  it('is the same from a few distances as from all of them, where ln variance is forecast', () => {
    const at = (distance: number) => ({
      constant: -10 + 0.01 * distance,
      loadings: [0.995 ** distance, 0.6 ** distance],
    });
    const states = Float64Array.of(0.8, -0.5, -1.2, 0.9);
    for (const [horizonBars, digits] of [
      [4, 12],
      [12, 2],
      [24, 2],
    ] as const) {
      const ahead = logVarianceAhead(history, factors, horizonBars, states, at);
      for (const bar of [0, 1]) {
        let sum = 0;
        for (let step = 1; step <= horizonBars; step++) {
          const { constant, loadings } = at(step);
          const log = constant + loadings[0] * states[2 * bar] + loadings[1] * states[2 * bar + 1];
          sum += factors[hourOfWeek(history, bar + step)] * Math.exp(log);
        }
        expect(ahead(bar) / sum).toBeCloseTo(1, digits);
      }
    }
  });
});

describe('drawing towards the usual', () => {
  const factors = Array.from({ length: 168 }, () => 1);
  const rng = Rng.seeded('elastic');
  /** ln variance of a day that moves by as much as its forecast says times 0.6. */
  const forecasts = Float64Array.from({ length: BARS }, (_, bar) => (Math.floor(bar / 48) % 5) - 2);
  let price = 100;
  const close = forecasts.map((log) => (price *= Math.exp(0.004 * Math.exp(0.3 * log) * rng.normal())));
  const overreacting = { ...history, close };
  const variance = (horizonBars: number) => (bar: number) => horizonBars * Math.exp(forecasts[bar]);

  it('finds how much of a forecast comes true', () => {
    const [fourHours, , day] = fitElasticities(overreacting, factors, variance, 0);
    expect(fourHours).toBeGreaterThan(0.5);
    expect(fourHours).toBeLessThan(0.65);
    expect(day).toBeLessThan(fourHours);
  });

  it('leaves the hour of the week as it is and a usual variance usual', () => {
    const lively = factors.map((factor, cell) => factor * (cell < 84 ? 1.5 : 0.5));
    const ahead = factorsAhead(lively, 12);
    const usual = (bar: number) => ahead[hourOfWeek(history, bar)];
    expect(tempered(history, lively, 12, usual, [0.5, 0.5, 0.5, 0.5])(70)).toBeCloseTo(usual(70), 12);
    const fourfold = tempered(history, lively, 12, (bar) => 4 * usual(bar), [0.5, 0.5, 0.5, 0.5]);
    expect(fourfold(70)).toBeCloseTo(2 * usual(70), 12);
  });
});

describe('the two speeds of ln variance', () => {
  it('settle at the gain of the textbook where one of them is a random walk alone', () => {
    // Durbin & Koopman 2012, §2.11: P = (q + √(q² + 4q)) / 2, gain P / (P + 1); q = 1 gives the golden ratio
    const { gains, surprise } = steadyState({ persistence: [1, 0], shocks: [1, 0] });
    expect(gains[0]).toBeCloseTo((Math.sqrt(5) - 1) / 2, 6);
    expect(gains[1]).toBe(0);
    expect(surprise).toBeCloseTo((3 + Math.sqrt(5)) / 2, 6);
  });

  it('are followed through noise better than by looking at the last value, and across what is missing', () => {
    const rng = Rng.seeded('speeds');
    const speeds = { persistence: [0.99, 0.6], shocks: [0.02, 0.8] } as const;
    let [slow, fast] = [0, 0];
    const truth = new Float64Array(5000);
    const values = truth.map((_, bar) => {
      slow = 0.99 * slow + Math.sqrt(0.02) * rng.normal();
      fast = 0.6 * fast + Math.sqrt(0.8) * rng.normal();
      truth[bar] = 0.99 * slow + 0.6 * fast;
      return bar % 50 < 3 ? Number.NaN : 7 + slow + fast + rng.normal();
    });
    const steady = steadyState(speeds);
    const { components, meanSquare } = filterTwoSpeeds(values, 7, speeds, steady);
    expect(meanSquare / steady.surprise).toBeCloseTo(1, 1);
    let [own, last] = [0, 0];
    for (let bar = 0; bar < 5000; bar++) {
      if (Number.isNaN(values[bar])) continue;
      own += (0.99 * components[2 * bar] + 0.6 * components[2 * bar + 1] - truth[bar]) ** 2;
      last += (values[bar] - 7 - truth[bar]) ** 2;
    }
    expect(own).toBeLessThan(0.5 * last);
  });
});

describe('members that filter a variance', () => {
  const decisions = Array.from({ length: 60 }, (_, i) => closeOf(13_000 + 61 * i));
  const loss = (name: string) =>
    walkForward(name, history, { decisions, horizonsBars: [12], seed: '7' }).reduce(
      (sum, { decision, quantiles }) =>
        sum + (quantiles ? crps(quantiles, outcome(history, decision, 12)) : Number.NaN),
      0,
    );
  const reference = loss('climatology');

  it.each(['garch', 'gjr-garch', 'egarch', 'stochastic-volatility'])(
    '%s beats climatology where it clusters',
    (name) => {
      expect(1 - loss(name) / reference).toBeGreaterThan(0.02);
    },
  );
});

describe('descent along the slope', () => {
  it('finds the bottom of a curved valley', () => {
    const valley = ([x, y]: Float64Array, slope: Float64Array) => {
      slope[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      slope[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    };
    const { at } = descend(valley, [-1.2, 1], [1, 1], { tolerance: 1e-8, mostCalls: 200 });
    expect(at[0]).toBeCloseTo(1, 6);
    expect(at[1]).toBeCloseTo(1, 6);
  });

  it('steps back from where there is no value, and stops when told', () => {
    const cliff = ([x]: Float64Array, slope: Float64Array) => {
      slope[0] = 1 - 1 / x;
      return x - Math.log(x);
    };
    expect(descend(cliff, [9], [1]).at[0]).toBeCloseTo(1, 3);
    let calls = 0;
    descend((_, slope) => (calls++, slope.fill(1), -calls), [0], [1], { mostCalls: 50 });
    expect(calls).toBe(50);
  });
});
