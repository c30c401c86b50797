import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rollingClimatology } from '../../../domain/ensemble/rolling-climatology.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, historyAt } from '../../../domain/market/history.ts';
import { BASELINE_VERSION, baselineForecasts } from '../../../domain/models/baselines.ts';
import { isNotEnough } from '../../../domain/models/model.ts';
import { forecastMember } from '../../../domain/models/run.ts';
import { gridQuantiles } from '../../../domain/numeric/quantiles.ts';
import { without } from '../regime/simulated-market.ts';
import { BARS, known, market } from './markets.ts';

const LAST = BARS - 1;
const history = known(LAST);
const [of4, of12, of24] = baselineForecasts(history, [4, 12, 24]);
const YEAR = 365 * 24;

/** Straight from the definition, without any of the code under test. */
function returnsOver(hours: number, chosen: (end: number) => boolean): Float64Array {
  const { close } = market;
  const found: number[] = [];
  for (let end = hours; end < BARS; end++) if (chosen(end)) found.push(Math.log(close[end] / close[end - hours]));
  return Float64Array.from(found).sort();
}

/** EWMA of squared hourly returns between two bars, weights normalised. */
function sigmaSince(first: number, bar: number, keep: number): number {
  let [squares, weights] = [0, 0];
  for (let end = first + 1; end <= bar; end++) {
    squares = keep * squares + Math.log(market.close[end] / market.close[end - 1]) ** 2;
    weights = keep * weights + 1;
  }
  return Math.sqrt(squares / weights);
}

const shareUp = (sample: Float64Array) => sample.filter((move) => move > 0).length / sample.length;

describe('baselines', () => {
  it('come in one order, named as METHODS names them', () => {
    expect(of4.map(({ name }) => name)).toEqual([
      'climatology',
      'random-walk',
      'plain-volatility',
      'hourly-climatology',
    ]);
  });

  it('climatology is every return that ends in the past year, both ends of the year included', () => {
    const sample = returnsOver(12, (end) => end >= LAST - YEAR);
    expect(sample).toHaveLength(YEAR + 1);
    expect(of12[0].quantiles).toEqual(gridQuantiles(sample));
    expect(of12[0].pUp).toBe(shareUp(sample));
  });

  it('climatology is what the ensemble measures skill against, and what the member says', () => {
    const [rolling] = rollingClimatology(history, [history.cutoff], 24);
    const member = forecastMember('climatology', history, {}, [24], '1');
    expect(of24[0].quantiles).toEqual(rolling?.quantiles);
    expect(of24[0].pUp).toBe(rolling?.baseRate);
    expect(isNotEnough(member) ? [] : member[0].quantiles).toEqual(of24[0].quantiles);
  });

  it('the random walk goes up as likely as down, by what last year moved', () => {
    const sample = returnsOver(4, (end) => end >= LAST - YEAR);
    const { quantiles, pUp } = of4[1];
    expect(pUp).toBe(0.5);
    quantiles.forEach((quantile, i) => expect(quantile).toBeCloseTo(-quantiles[102 - i], 15));
    expect(quantiles).toEqual(gridQuantiles(Float64Array.from([...sample, ...sample.map((move) => -move)]).sort()));
  });

  it('plain volatility is sigma now times the quantiles of past returns in units of theirs', () => {
    const keep = 0.5 ** (1 / 72);
    const { close } = market;
    const sigmaAt = (bar: number): number => {
      let [squares, weights] = [0, 0];
      for (let back = 0; back < Math.min(bar, 2000); back++) {
        squares += keep ** back * Math.log(close[bar - back] / close[bar - back - 1]) ** 2;
        weights += keep ** back;
      }
      return Math.sqrt(squares / weights);
    };
    const short = earlier(history, history.cutoff, 2300);
    const first = LAST - 2299;
    const sample: number[] = [];
    for (let end = first + 168 + 24; end <= LAST; end++) {
      sample.push(Math.log(close[end] / close[end - 24]) / sigmaSince(first, end - 24, keep));
    }
    const wanted = gridQuantiles(Float64Array.from(sample).sort()).map((z) => z * sigmaSince(first, LAST, keep));
    baselineForecasts(short, [24])[0][2].quantiles.forEach((quantile, i) =>
      expect(quantile).toBeCloseTo(wanted[i], 12),
    );
    expect(sigmaSince(first, LAST, keep)).toBeCloseTo(sigmaAt(LAST), 9);
  });

  it('hourly climatology knows only this hour of the day and the two beside it', () => {
    const issued = (end: number) => (market.openTime[end] + HOUR_MS) / HOUR_MS - 4;
    const decision = history.cutoff / HOUR_MS;
    const sample = returnsOver(
      4,
      (end) => end >= LAST - YEAR && [0, 1, 23].includes((((issued(end) - decision) % 24) + 24) % 24),
    );
    expect(of4[3].quantiles).toEqual(gridQuantiles(sample));
    expect(of4[3].pUp).toBe(shareUp(sample));
  });

  it('leave out returns with a missing end', () => {
    const gap = new Set(Array.from({ length: 100 }, (_, i) => LAST - 3000 + i));
    const [gapped] = baselineForecasts(historyAt(without(market, gap), history.cutoff), [4]);
    const sample = returnsOver(4, (end) => end >= LAST - YEAR && !gap.has(end) && !gap.has(end - 4));
    expect(gapped[0].quantiles).toEqual(gridQuantiles(sample));
  });

  it('refuse less than 90 days by name, and answer from 90 days', () => {
    expect(baselineForecasts(earlier(history, history.cutoff, 2160), [24])[0]).toHaveLength(4);
    expect(() => baselineForecasts(earlier(history, history.cutoff, 2000), [24])).toThrow(
      expect.objectContaining({ code: 'data.too-little-history' }),
    );
  });

  it(`are frozen as ${BASELINE_VERSION}: whoever changes this hash changes what skill means`, () => {
    const digits = [of4, of12, of24].flat().flatMap(({ quantiles, pUp }) => [...quantiles, pUp]);
    const text = digits.map((digit) => digit.toPrecision(9)).join();
    expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe('bd041a2ab485c3b0');
  });
});
