import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fanPoints } from '../../../domain/report/chart/fan.ts';
import { type ChartInput, FAN_LEVELS } from '../../../domain/report/chart/input.ts';
import { niceTicks, scalesOf } from '../../../domain/report/chart/scales.ts';
import { PLOT } from '../../../domain/report/chart/theme.ts';
import { chartOption } from '../../../domain/report/chart-option.ts';
import { publishedReleases } from '../../fixtures/release-choices.ts';
import type { FixtureChoice } from '../../fixtures/fixture-choice.ts';
import { btcRelease, simulatedRelease } from '../../fixtures/release-document.ts';
import { walkCandles } from '../../fixtures/walk-candles.ts';

const BASE_PRICE = 27_012.34;

function btcChart(choice: FixtureChoice = {}, change: Partial<ChartInput> = {}): ChartInput {
  return {
    ...btcRelease(choice),
    basePrice: BASE_PRICE,
    zone: 'Asia/Jerusalem',
    candles: walkCandles(choice),
    ...change,
  };
}

/** Every text drawn. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, style, ...rest } = node as { type?: string; style?: { text?: string } };
  return [...(type === 'text' && style?.text ? [style.text] : []), ...textsOf(Object.values(rest))];
}

describe('the fan', () => {
  it('starts at the base price and passes through the published quantiles', () => {
    const input = btcChart();
    const points = fanPoints(input, 0.25);
    expect(points[0].prices).toEqual(FAN_LEVELS.map(() => BASE_PRICE));
    for (const { horizonHours, levels, quantiles } of input.forecasts) {
      const point = points.find(({ hours }) => hours === horizonHours);
      expect(point?.prices).toEqual(FAN_LEVELS.map((level) => quantiles[levels.indexOf(level)]));
    }
  });

  it('never crosses and stays between neighbouring horizons', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        for (const { prices } of fanPoints(release, 1)) {
          expect(prices.toSorted((a, b) => a - b)).toEqual(prices);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is a random walk between: half the log-width at a quarter of the time', () => {
    const fan = [{ hours: 4, prices: FAN_LEVELS.map((level) => BASE_PRICE * Math.exp(level - 0.5)) }];
    const points = fanPoints({ basePrice: BASE_PRICE, forecasts: [], fan }, 1);
    expect(Math.log(points[1].prices[0] / BASE_PRICE)).toBeCloseTo(-0.475 / 2, 10);
  });

  it('follows the quantiles of the paths where they are given', () => {
    const fan = [1, 2].map((hours) => ({ hours, prices: FAN_LEVELS.map((level) => BASE_PRICE + hours * level) }));
    expect(fanPoints({ ...btcChart(), fan }, 1).slice(1)).toEqual(fan);
  });
});

describe('the price scale', () => {
  it('has round ticks inside the picture, three to fifteen of them', () => {
    const bounds = fc.tuple(
      fc.double({ min: 1e-7, max: 1e6, noNaN: true }),
      fc.double({ min: 0.001, max: 0.9, noNaN: true }),
    );
    fc.assert(
      fc.property(bounds, ([lowest, share]) => {
        const highest = lowest * (1 + share);
        const ticks = niceTicks(lowest, highest);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(15);
        expect(ticks[0]).toBeGreaterThanOrEqual(lowest * (1 - 1e-9));
        expect(ticks[ticks.length - 1]).toBeLessThanOrEqual(highest * (1 + 1e-9));
      }),
    );
  });

  it('holds every shown candle, the fan and the scenario levels', () => {
    const input = btcChart();
    const { lowest, highest } = scalesOf(input);
    const shown = [...input.candles.low.slice(-168), ...input.candles.high.slice(-168)];
    for (const price of [
      ...shown,
      ...input.forecasts[2].intervals['95'],
      input.frame?.upper ?? 0,
      input.frame?.lower ?? 0,
    ]) {
      expect(price).toBeGreaterThan(lowest);
      expect(price).toBeLessThan(highest);
    }
  });
});

describe('the chart', () => {
  it('is plain JSON without an undefined or a non-finite number', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        const { symbol, cutoff, basePrice } = release;
        const option = chartOption({ ...release, zone: 'UTC', candles: walkCandles({ symbol, cutoff, basePrice }) });
        expect(JSON.parse(JSON.stringify(option))).toEqual(option);
      }),
      { numRuns: 25 },
    );
  });

  it('carries the banner exactly when the market is simulated', () => {
    const banner = 'SIMULATED MARKET — not real prices';
    expect(textsOf(chartOption(btcChart({}, { source: simulatedRelease().source })))).toContain(banner);
    expect(textsOf(chartOption(btcChart()))).not.toContain(banner);
    expect(textsOf(chartOption(btcChart({}, { source: 'live' })))).not.toContain(banner);
  });

  it('names symbol, cutoff in its zone and UTC, horizons, levels and scenario probabilities', () => {
    const texts = textsOf(chartOption(btcChart()));
    expect(texts).toContain('BTC / USDT');
    expect(texts.join('\n')).toContain('Thu 1 Jun 2023 15:00 Asia/Jerusalem (12:00 UTC)');
    for (const wanted of [
      '+4 h',
      '+12 h',
      '+24 h',
      '27,631',
      '26,299',
      '27,631 first, holds',
      'neither is touched',
      '51%',
    ]) {
      expect(texts).toContain(wanted);
    }
    expect(texts.join('\n')).toContain('coin flip');
  });

  it('shows seven days, and leaves the column of a missing bar empty', () => {
    const whole = walkCandles();
    const keep = (column: Float64Array) => column.filter((_, i) => i !== 200);
    const gapped = {
      ...whole,
      openTime: keep(whole.openTime),
      open: keep(whole.open),
      high: keep(whole.high),
      low: keep(whole.low),
      close: keep(whole.close),
      volume: keep(whole.volume),
    };
    const candles = (input: ChartInput) => (chartOption(input).series as { data: unknown[] }[])[0].data;
    expect(candles(btcChart())).toHaveLength(168);
    expect(candles(btcChart()).filter((bar) => bar === '-')).toHaveLength(0);
    expect(candles(btcChart({}, { candles: gapped })).indexOf('-')).toBe(200 - (240 - 168));
  });

  it('draws five-minute bars and horizons in minutes', () => {
    const { candles, forecasts } = btcChart();
    const barMs = 300_000;
    const cutoff = Date.parse('2023-06-01T12:00:00.000Z');
    const minutes = {
      candles: { ...candles, barMs, openTime: candles.openTime.map((_, i) => cutoff - (240 - i) * barMs) },
      forecasts: [
        { ...forecasts[0], horizonHours: 0.5 },
        { ...forecasts[1], horizonHours: 1 },
      ],
    };
    const texts = textsOf(chartOption(btcChart({}, minutes)));
    for (const wanted of ['+30 min', '+1 h', 'in 30 min', '15:30']) expect(texts).toContain(wanted);
    expect(texts.join('\n')).toContain('5-minute candles');
  });

  const level = (factor: number, strength: number) => ({
    price: BASE_PRICE * factor,
    kind: 'resistance' as const,
    strength,
    origin: 'pivot',
  });

  it('shows the barriers and the strongest levels that keep their distance', () => {
    const levels = [
      level(1.006, 0.2),
      level(1.0065, 0.9),
      level(1.011, 0.5),
      level(1.016, 0.6),
      level(1.03, 0.1),
      level(9, 1),
    ];
    const frame = { upper: BASE_PRICE * 1.03, lower: BASE_PRICE * 0.97, deadline: 0 };
    const texts = textsOf(chartOption(btcChart({}, { levels, frame })));
    const names = texts.filter((text) => text === 'resistance · pivot');
    expect(names.length / 2).toBe(3);
    const prices = [27_188, 27_445, 27_823].map((price) => price.toLocaleString('en-US'));
    for (const price of prices) expect(texts).toContain(price);
    expect(texts).not.toContain('27,174');
  });

  it('moves price tags apart that would overlap', () => {
    const levels = [level(1.0001, 0.5), level(1.03, 0.4)];
    const groups = chartOption(btcChart({}, { levels })).graphic as { children: Record<string, never>[] }[];
    const tags = groups[1].children.filter(
      ({ type, shape }) => type === 'rect' && (shape as { x: number }).x === PLOT.right + 9,
    );
    const tops = tags.map(({ shape }) => (shape as { y: number }).y).sort((a, b) => a - b);
    expect(tops).toHaveLength(5);
    for (let i = 1; i < tops.length; i++) expect(tops[i] - tops[i - 1]).toBeGreaterThanOrEqual(24);
  });
});
