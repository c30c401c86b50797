import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../../domain/market/candles.ts';
import { type Block, blockOf } from '../../../../domain/models/blocks/block.ts';
import { harXWith } from '../../../../domain/models/blocks/har-x-with.ts';
import { BLOCK_KINDS, blockOfKind } from '../../../../domain/models/blocks/kinds.ts';
import { KnownSeries, type Series } from '../../../../domain/models/blocks/series.ts';
import { harX } from '../../../../domain/models/har-x.ts';
import { askForecast, askParameters } from '../../../../domain/models/ask.ts';
import { isNotEnough } from '../../../../domain/models/model.ts';
import { BARS, closeOf, known } from '../markets.ts';
import { otherwiseAfter, seriesOf, valuesFor } from './series.ts';

const LAST = BARS - 100;
const CUTOFF = closeOf(LAST);

/** What the width says at the cutoff, parameters of two days before. */
function forecastWith(blocks: readonly Block[], model = harXWith(blocks)): number[][] {
  const parameters = askParameters(model, known(LAST - 48), '7');
  if (isNotEnough(parameters)) throw new Error(parameters.notEnough);
  const answer = askForecast(model, known(LAST), parameters, [4, 24], '7');
  if (isNotEnough(answer)) throw new Error(answer.notEnough);
  return answer.map(({ quantiles }) => Array.from(quantiles));
}

/** Whether what became known after the cutoff changes the forecast at it. */
function looksAhead(blockFrom: (series: Series) => Block, series: Series): boolean {
  const said = (of: Series) => JSON.stringify(forecastWith([blockFrom(of)]));
  return said(series) !== said(otherwiseAfter(series, CUTOFF));
}

const around = (valueOf: () => number) => seriesOf(closeOf(0), closeOf(BARS - 1), valueOf);

/** Takes a value on the day that it is about, a day before it was published. */
function careless({ name, at, values }: Series): Block {
  return blockOf({ name, at, availableAt: at, values }, [
    (now) => Math.log(values[at.findLastIndex((of) => of <= now)]),
  ]);
}

describe('a block of outside data', () => {
  it.each(BLOCK_KINDS)('%s is blind to what was published after the decision', (kind) => {
    expect(looksAhead((series) => blockOfKind(kind, series), around(valuesFor(kind, kind)))).toBe(false);
  });

  it('is caught when it takes a value before it was published', () => {
    expect(looksAhead(careless, around(valuesFor('vix', 'leak')))).toBe(true);
  });

  it.each(BLOCK_KINDS.filter((kind) => kind !== 'fomc'))(
    '%s changes the forecast by what was published before',
    (kind) => {
      const said = JSON.stringify(forecastWith([blockOfKind(kind, around(valuesFor(kind, kind)))]));
      expect(said).not.toBe(JSON.stringify(forecastWith([], harX)));
    },
  );

  it('leaves har-x as it is, to the last digit, where there is none', () => {
    expect(forecastWith([])).toEqual(forecastWith([], harX));
  });

  it('says what is usual where nothing is known: a series of another time changes nothing but rounding', () => {
    const later = seriesOf(CUTOFF, CUTOFF + 90 * DAY_MS, () => 25);
    const plain = forecastWith([]).flat();
    forecastWith([blockOfKind('vix', later)])
      .flat()
      .forEach((quantile, i) => expect(quantile).toBeCloseTo(plain[i], 12));
  });
});

describe('a series as it was known', () => {
  const day = seriesOf(0, 10 * DAY_MS, (at) => at / DAY_MS);
  const atNoon = 5 * DAY_MS + 12 * HOUR_MS;

  it('answers the newest published value, and none that is too old', () => {
    expect(new KnownSeries(day).latest(atNoon, 6 * DAY_MS)).toBe(4);
    expect(new KnownSeries(day).latest(5 * DAY_MS, 6 * DAY_MS)).toBe(3);
    expect(new KnownSeries(day).latest(atNoon, DAY_MS)).toBeNaN();
    expect(new KnownSeries(day).latest(0, 6 * DAY_MS)).toBeNaN();
  });

  it('averages what is about the span and published', () => {
    expect(new KnownSeries(day).mean(atNoon, 3 * DAY_MS)).toBe(3.5);
    expect(new KnownSeries(day).mean(atNoon, HOUR_MS)).toBeNaN();
  });

  it('counts what was announced beforehand', () => {
    const announced = { ...day, availableAt: day.at.map((at) => at - 3 * DAY_MS) };
    expect(new KnownSeries(announced).count(atNoon, 0, 2 * DAY_MS)).toBe(2);
    expect(new KnownSeries(announced).count(atNoon, 0, 20 * DAY_MS)).toBe(3);
    expect(new KnownSeries(announced).count(atNoon, -DAY_MS, 0)).toBe(1);
    expect(new KnownSeries(day).count(atNoon, 0, 2 * DAY_MS)).toBe(0);
  });

  it('says the same whatever comes later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 * 24 }), (hour) => {
        const now = hour * HOUR_MS;
        const [as, other] = [new KnownSeries(day), new KnownSeries(otherwiseAfter(day, now))];
        expect(other.latest(now, 3 * DAY_MS)).toBe(as.latest(now, 3 * DAY_MS));
        expect(other.mean(now, 3 * DAY_MS)).toBe(as.mean(now, 3 * DAY_MS));
      }),
    );
  });
});
