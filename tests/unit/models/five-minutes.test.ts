/** The members that also work on bars of five minutes: the clock is read from timestamps, everything else is counted in bars. */
import { describe, expect, it } from 'vitest';
import { hourSpreads } from '../../../domain/calibration/hour-of-day.ts';
import { DAY_MS, FIVE_MINUTES_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier } from '../../../domain/market/history.ts';
import { barOfWeek, factorsAhead, hourOfWeek } from '../../../domain/models/hour-of-week.ts';
import { isNotEnough, type QuantileForecast } from '../../../domain/models/model.ts';
import { originsAround } from '../../../domain/models/origins.ts';
import { MODELS, modelsOn } from '../../../domain/models/registry.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { fiveMinutes, LIVELY_HOURS, wilderFrom } from '../triggered/five-minute-market.ts';

const HORIZONS = [6, 12];
const history = fiveMinutes(13_000);
const names = modelsOn(FIVE_MINUTES_MS).map(({ name }) => name);

function forecast(name: string, from = history): QuantileForecast[] {
  const answer = forecastMember(name, from, estimateMember(name, from, '7'), HORIZONS, '7');
  if (isNotEnough(answer)) throw new Error(answer.notEnough);
  return answer;
}

function width({ quantiles }: QuantileForecast): number {
  return quantiles[92] - quantiles[10];
}

it('are the volatility models that need no year of days', () => {
  expect(names).toEqual(['ewma', 'har', 'har-x', 'stochastic-volatility']);
});

it.each(MODELS.map(({ name }) => name).filter((name) => !names.includes(name)))('%s refuses them by name', (name) => {
  const refused = expect.objectContaining({
    code: 'data.wrong-bar-length',
    message: expect.stringContaining(`${name} works on bars of 1h; these have 5m`) as string,
  });
  expect(() => estimateMember(name, history, '7')).toThrow(refused);
});

describe.each(names)('%s', (name) => {
  const decision = history.cutoff - 100 * FIVE_MINUTES_MS;

  it('answers 30 and 60 minutes with 103 quantiles that never fall, about as wide as the market is', () => {
    const forecasts = forecast(name);
    for (const { quantiles } of forecasts) expect(quantiles).toEqual(quantiles.toSorted());
    expect(width(forecasts[1])).toBeGreaterThan(width(forecasts[0]));
    expect(width(forecasts[0])).toBeGreaterThan(0.001);
    expect(width(forecasts[1])).toBeLessThan(0.02);
  });

  it('does not see what comes after the cutoff', () => {
    const said = forecast(name, earlier(history, decision));
    expect(forecast(name, earlier(wilderFrom(history, decision), decision))).toEqual(said);
    const hourAgo = decision - 12 * FIVE_MINUTES_MS;
    expect(forecast(name, earlier(wilderFrom(history, hourAgo), decision))).not.toEqual(said);
  });

  it('knows that a lively hour is about to begin, and that one is about to end', () => {
    const midnight = Math.floor(history.cutoff / DAY_MS - 1) * DAY_MS;
    const beforeLively = forecast(name, earlier(history, midnight + LIVELY_HOURS[0] * HOUR_MS));
    const beforeCalm = forecast(name, earlier(history, midnight + LIVELY_HOURS[1] * HOUR_MS));
    expect(width(beforeLively[1])).toBeGreaterThan(1.3 * width(beforeCalm[1]));
  });
});

describe('bars of five minutes', () => {
  const monday = { ...history, firstOpenTime: Date.UTC(2021, 0, 4, 0, 50) };

  it('lie in the hour of the week in which they open', () => {
    expect([0, 1, 2, 13, 14].map((bar) => hourOfWeek(monday, bar))).toEqual([96, 96, 97, 97, 98]);
    expect([0, 1, 2].map((bar) => barOfWeek(monday, bar))).toEqual([1162, 1163, 1164]);
  });

  it('are as lively over the next half hour as the hours that it touches, each for its share', () => {
    const factors = Array.from({ length: 168 }, (_, hour) => hour + 1);
    const ahead = factorsAhead(factors, 6, 12);
    expect(ahead).toHaveLength(2016);
    expect(ahead[12 + 8]).toBe(3 * 2 + 3 * 3);
    expect(ahead[2015]).toBe(6 * 1);
  });

  it('stand for the present where they closed within two hours of this time of day', () => {
    const { bars, counts, now } = originsAround(history, 1000);
    const apart = Array.from(bars, (bar) => ((((now - bar) % 288) + 288 + 144) % 288) - 144);
    expect(Math.max(...apart.map(Math.abs))).toBe(24);
    expect(Math.max(...bars)).toBeLessThan(now);
    apart.forEach((distance, i) => expect(counts[i]).toBe(3 - Math.round(Math.abs(distance) / 12)));
  });

  it('show the pattern of the day by the hour in which a return starts', () => {
    const returns = Float64Array.from({ length: 288 * 30 }, (_, bar) => (Math.floor(bar / 12) % 24 === 9 ? 3 : 1));
    const spreads = hourSpreads(returns, 5 / 60 + 0.5, 6, 12);
    expect(spreads.indexOf(Math.max(...spreads))).toBe(9);
    expect(spreads[20]).toBeLessThan(1);
  });
});
