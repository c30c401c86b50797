import { describe, expect, it } from 'vitest';
import { crps } from '../../../domain/scoring/crps.ts';
import { outcome } from '../../../domain/scoring/outcome.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { calmedReturns, usualSquare } from '../../../domain/models/calmed-returns.ts';
import { fitHorizonWeights, sigmaAhead } from '../../../domain/models/horizon-weights.ts';
import { EGARCH_SOUGHT } from '../../../domain/models/egarch.ts';
import { egarchPath } from '../../../domain/models/egarch-path.ts';
import { GJR_SOUGHT } from '../../../domain/models/gjr-garch.ts';
import { garchPath } from '../../../domain/models/garch-path.ts';
import { factorsAhead, hourOfWeek } from '../../../domain/models/hour-of-week.ts';
import { likeliest } from '../../../domain/models/likeliest.ts';
import { filterSpeeds, steadyGains } from '../../../domain/models/log-variance-filter.ts';
import { descend } from '../../../domain/models/quasi-newton.ts';
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

describe('what a filter knows about the bars ahead', () => {
  const flat = Array.from({ length: 168 }, () => 1);
  const rng = Rng.seeded('weights');
  /** A component that stays as it is for four days and counts in full, and one of a single hour that counts for that hour. */
  const values = Float64Array.from({ length: 2 * BARS }, (_, at) =>
    at % 2 === 0 ? (Math.floor(at / 192) % 5) - 2 : rng.normal(),
  );
  let price = 100;
  const close = Float64Array.from({ length: BARS }, (_, bar) => {
    const before = bar === 0 ? 0 : values[2 * bar - 2] + values[2 * bar - 1];
    return (price *= Math.exp(0.004 * Math.exp(0.5 * before) * rng.normal()));
  });
  const made = { ...history, close };
  const weights = fitHorizonWeights(made, flat, { count: 2, values }, 0);

  it('counts as much as it comes true, less the further ahead', () => {
    const [nextHour, fourHours, , day] = weights;
    expect(nextHour[0]).toBeCloseTo(1, 1);
    expect(nextHour[1]).toBeCloseTo(1, 1);
    expect(fourHours[0]).toBeCloseTo(1, 0);
    expect(fourHours[1]).toBeLessThan(0.5);
    expect(day[0]).toBeLessThan(fourHours[0]);
    expect(Math.abs(day[1])).toBeLessThan(0.2);
  });

  it('is scaled by the hours of the week that follow, whatever it is', () => {
    const lively = flat.map((factor, cell) => factor * (cell < 84 ? 1.5 : 0.5));
    const ahead = factorsAhead(lively, 12);
    const sigma = sigmaAhead(made, lively, { count: 2, values }, weights, 12);
    const plain = sigmaAhead(made, flat, { count: 2, values }, weights, 12);
    for (const bar of [70, 100, 150]) {
      expect(sigma(bar) / plain(bar)).toBeCloseTo(Math.sqrt(ahead[hourOfWeek(made, bar)] / 12), 12);
    }
  });

  it('lies between fitted horizons in between them', () => {
    const at = (horizonBars: number) => {
      const sigma = sigmaAhead(made, flat, { count: 2, values }, weights, horizonBars);
      return Math.log(sigma(60) / sigma(150));
    };
    expect(at(7)).toBeCloseTo(at(4) + (Math.log(7 / 4) / Math.log(3)) * (at(12) - at(4)), 10);
    expect(at(100)).toBeCloseTo(at(48), 10);
  });
});

describe('the speeds of ln variance', () => {
  it('settle at the gain of the textbook where there is one that is a random walk', () => {
    // Durbin & Koopman 2012, §2.11: P = (q + √(q² + 4q)) / 2, gain P / (P + 1); q = 1 gives the golden ratio
    const [gain] = steadyGains(Float64Array.of(1), Float64Array.of(1));
    expect(gain).toBeCloseTo((Math.sqrt(5) - 1) / 2, 6);
  });

  it('are followed through noise better than by the last value, and by no gains better than by those', () => {
    const rng = Rng.seeded('speeds');
    const persistence = Float64Array.of(0.99, 0.6);
    const shocks = Float64Array.of(0.02, 0.8);
    const now = [0, 0];
    const truth = new Float64Array(20_000);
    const values = truth.map((_, bar) => {
      now.forEach((x, i) => (now[i] = persistence[i] * x + Math.sqrt(shocks[i]) * rng.normal()));
      truth[bar] = now[0] + now[1];
      return bar % 500 < 3 ? Number.NaN : 7 + truth[bar] + rng.normal();
    });
    const gains = steadyGains(persistence, shocks);
    const { components, meanSquare } = filterSpeeds(values, 7, persistence, gains);
    const errors = truth.map((x, bar) => (x - components[2 * bar] - components[2 * bar + 1]) ** 2);
    expect(errors.reduce((a, b) => a + b, 0) / truth.length).toBeLessThan(0.6);
    for (const factor of [0.7, 1.4]) {
      for (const i of [0, 1]) {
        const other = filterSpeeds(values, 7, persistence, gains.with(i, factor * gains[i]));
        expect(other.meanSquare).toBeGreaterThan(meanSquare);
      }
    }
  });
});

describe('members that filter a variance', () => {
  const decisions = Array.from({ length: 60 }, (_, i) => closeOf(13_000 + 25 * i));
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
