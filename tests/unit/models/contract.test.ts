/** What every member must keep, whichever it is: a new line in the registry is tested by being there. */
import { describe, expect, it } from 'vitest';
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, type History, historyAt } from '../../../domain/market/history.ts';
import { isNotEnough, type QuantileForecast } from '../../../domain/models/model.ts';
import { MODEL_NAMES, MODELS } from '../../../domain/models/registry.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { sharedData } from '../../shared-data.ts';
import { recordedMarket } from '../regime/recorded-market.ts';
import { alteredFrom, without } from '../regime/simulated-market.ts';
import { BARS, changed, known, market } from './markets.ts';

const HORIZONS = [4, 12, 24];
const LAST = BARS - 1;
/** A past bar whose weekly parameters are older than itself. */
const DECISION = 16_000;

function forecast(name: string, history: History, seed = '7'): QuantileForecast[] {
  const answer = forecastMember(name, history, estimateMember(name, history, seed), HORIZONS, seed);
  if (isNotEnough(answer)) throw new Error(answer.notEnough);
  return answer;
}

function refusal(name: string, history: History): string {
  const parameters = estimateMember(name, history, '7');
  if (isNotEnough(parameters)) return parameters.notEnough;
  const answer = forecastMember(name, history, parameters, HORIZONS, '7');
  return isNotEnough(answer) ? answer.notEnough : 'answered';
}

function expectSound(forecasts: readonly QuantileForecast[]): void {
  expect(forecasts.map(({ horizonBars }) => horizonBars)).toEqual(HORIZONS);
  for (const { quantiles } of forecasts) {
    expect(quantiles).toHaveLength(103);
    expect(quantiles.every(Number.isFinite)).toBe(true);
    expect(quantiles).toEqual(quantiles.toSorted());
  }
}

it('names every member once', () => {
  expect(new Set(MODEL_NAMES).size).toBe(MODEL_NAMES.length);
});

describe.each(MODELS.map((model) => [model.name, model] as const))('%s', (name, model) => {
  const history = known(LAST);

  it('answers every horizon with 103 finite quantiles that never fall, wider for longer horizons', () => {
    const forecasts = forecast(name, history);
    expectSound(forecasts);
    const spans = forecasts.map(({ quantiles }) => quantiles[92] - quantiles[10]);
    expect(spans).toEqual(spans.toSorted((a, b) => a - b));
    expect(spans[0]).toBeGreaterThan(0.005);
    expect(spans[2]).toBeLessThan(0.5);
  });

  it('gives the same bytes for the same seed', () => {
    expect(forecast(name, history)).toEqual(forecast(name, history));
  });

  it('gives the same bytes from parameters that were stored as JSON', () => {
    const parameters = estimateMember(name, history, '7');
    const stored: unknown = JSON.parse(JSON.stringify(parameters));
    expect(forecastMember(name, history, stored, HORIZONS, '7')).toEqual(
      forecastMember(name, history, parameters, HORIZONS, '7'),
    );
  });

  it('does not see what comes after the cutoff, be it cut off, altered or moved', () => {
    const cut = known(DECISION);
    const altered = known(DECISION, alteredFrom(market, DECISION + 1));
    const moved = earlier(known(LAST), cut.cutoff);
    expect(forecast(name, altered)).toEqual(forecast(name, cut));
    expect(forecast(name, moved)).toEqual(forecast(name, cut));
    expect(forecast(name, known(DECISION - 48))).not.toEqual(forecast(name, cut));
  });

  it('looks at no more than it declares', () => {
    const longer = alteredFrom(market, 0);
    const from = LAST + 1 - model.maxBars;
    const mixed = changed(market, (price, bar) => (bar < from ? longer.close[bar] : price));
    expect(forecast(name, known(LAST, mixed))).toEqual(forecast(name, history));
  });

  it('does not care about the unit of the price', () => {
    const scaled = forecast(
      name,
      known(
        LAST,
        changed(market, (price) => price * 1024),
      ),
    );
    forecast(name, history).forEach(({ quantiles }, i) => {
      quantiles.forEach((quantile, level) => expect(scaled[i].quantiles[level]).toBeCloseTo(quantile, 9));
    });
  });

  it('refuses a history that is too short and says how much it needs', () => {
    const short = earlier(history, history.cutoff, model.minBars - 1);
    expect(refusal(name, short)).toBe(`${name} needs ${model.minBars} bars, the history has ${model.minBars - 1}`);
    expect(refusal(name, earlier(history, history.cutoff, 0))).toContain(`needs ${model.minBars} bars`);
  });

  it('answers from exactly as much history as it says it needs', () => {
    expectSound(forecast(name, earlier(history, history.cutoff, model.minBars)));
  });

  it('refuses when the bar at the cutoff is missing', () => {
    const gone = historyAt(without(market, new Set([LAST])), history.cutoff);
    expect(refusal(name, gone)).toContain('which is missing');
  });

  it('steps over gaps, long and short', () => {
    const gaps = new Set(Array.from({ length: BARS }, (_, bar) => bar).filter((bar) => bar % 611 < 2));
    for (let bar = 12_000; bar < 12_200; bar++) gaps.add(bar);
    for (let bar = LAST - 300; bar <= LAST; bar++) gaps.delete(bar);
    expectSound(forecast(name, historyAt(without(market, gaps), history.cutoff)));
  });

  it('says why it cannot answer when nearly everything is missing', () => {
    const rare = new Set(Array.from({ length: LAST }, (_, bar) => bar).filter((bar) => bar % 97 !== 0));
    expect(refusal(name, historyAt(without(market, rare), history.cutoff))).toMatch(/^needs \d+/);
  });

  it('calls a market that stands still certain, and does not break', () => {
    const still = forecast(
      name,
      known(
        LAST,
        changed(market, () => 100),
      ),
    );
    expectSound(still);
    for (const { quantiles } of still) expect(Math.max(...quantiles.map(Math.abs))).toBeLessThan(1e-9);
  });

  it('survives a crash of ten sigma in the last hour', () => {
    const low = (price: number, bar: number) => (bar === LAST ? price * 0.85 : price);
    const crashed = { ...market, low: market.low.map(low), close: market.close.map(low) };
    expectSound(forecast(name, known(LAST, crashed)));
  });
});

const RECORDED: readonly (readonly [string, string, readonly string[]])[] = [
  ['BTC/USDT', 'ohlcv/BTCUSDT-1h-2017-2023.csv.gz', ['2020-03-13T00:00Z', '2021-05-20T07:00Z', '2023-12-31T12:00Z']],
  ['ETH/USDT', 'ohlcv/ETHUSDT-1h-2017-2023.csv.gz', ['2019-07-01T21:00Z', '2021-11-10T00:00Z', '2022-11-10T12:00Z']],
  ['SOL/USDT', 'ohlcv/SOLUSDT-1h-2020-2023.csv.gz', ['2021-09-01T09:00Z', '2022-06-15T12:00Z', '2023-07-13T22:00Z']],
];

describe.each(RECORDED)('on recorded %s', (symbol, path, moments) => {
  const file = sharedData(path);
  const candles: Candles | null = file ? recordedMarket(file, symbol) : null;

  it.skipIf(!file).each(moments)('every member answers at %s, with widths of one kind', (moment) => {
    const history = historyAt(candles as Candles, Date.parse(moment));
    const spans = MODEL_NAMES.map((name) => {
      const forecasts = forecast(name, history);
      expectSound(forecasts);
      return forecasts[2].quantiles[92] - forecasts[2].quantiles[10];
    });
    expect(Math.max(...spans) / Math.min(...spans)).toBeLessThan(8);
    expect(history.barMs).toBe(HOUR_MS);
  });
});
