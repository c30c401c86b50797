/** F048: candle and chart patterns as numbers. What they announce is an opinion; nothing here is evidence of skill. */
import { CDLDOJI } from '../indicators/candles/doji.ts';
import { CDLENGULFING } from '../indicators/candles/engulfing.ts';
import { CDLEVENINGSTAR } from '../indicators/candles/evening-star.ts';
import { CDLHAMMER } from '../indicators/candles/hammer.ts';
import { CDLHANGINGMAN } from '../indicators/candles/hanging-man.ts';
import { CDLINVERTEDHAMMER } from '../indicators/candles/inverted-hammer.ts';
import { CDLMORNINGSTAR } from '../indicators/candles/morning-star.ts';
import { CDLSHOOTINGSTAR } from '../indicators/candles/shooting-star.ts';
import { findChartPatterns } from '../indicators/chart-patterns/find.ts';
import { CHART_PATTERNS, type ChartPattern, type PatternStatus } from '../indicators/chart-patterns/pattern.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { latest } from '../indicators/run.ts';
import type { Feature } from './feature.ts';
import { feature, lastBars, type PresentBars, whyNot } from './reading.ts';

/** Bars until the slowest candle pattern is defined. */
const CANDLE_BARS = 13;
/** Bars in which chart patterns are looked for: ten days of hourly ones. */
const CHART_BARS = 240;

const CANDLE_PATTERNS: readonly (readonly [string, Indicator])[] = [
  ['pat_hammer', CDLHAMMER],
  ['pat_inverted_hammer', CDLINVERTEDHAMMER],
  ['pat_hanging_man', CDLHANGINGMAN],
  ['pat_shooting_star', CDLSHOOTINGSTAR],
  ['pat_engulfing', CDLENGULFING],
  ['pat_morning_star', CDLMORNINGSTAR],
  ['pat_evening_star', CDLEVENINGSTAR],
];

/** A chart pattern that is absent is 0. */
const STATUS_VALUE: Readonly<Record<PatternStatus, number>> = { 'in-progress': 0.5, confirmed: 1, failed: -1 };

/**
 * Every F048 feature as of the last bar, in a fixed order. Candle patterns: 1 rising, −1 falling (0.8 for the weaker
 * engulfing), `pat_doji` 1, 0 where absent. Chart patterns: 0.5 in progress, 1 confirmed, −1 failed, 0 absent.
 * `pat_score`: the sum of what they announce, positive for rising; a doji announces nothing, a failed pattern the
 * opposite.
 */
export function patternFeatures(bars: PresentBars): Feature[] {
  const window = lastBars(bars, CHART_BARS);
  const charts = bars.lastMissing === null && bars.length >= CHART_BARS ? findChartPatterns(window) : null;
  const candles = CANDLE_PATTERNS.map(([name, indicator]) => candle(name, indicator, bars));
  const chartReason = bars.lastMissing ?? whyNot(CHART_BARS, bars.length);
  const patterns = CHART_PATTERNS.map((name) => {
    const found = charts?.find((pattern) => pattern.name === name);
    const value = found === undefined ? 0 : STATUS_VALUE[found.status];
    return feature(`pat_${name}`, 'pattern', charts === null ? Number.NaN : value, chartReason);
  });
  const score = charts === null ? Number.NaN : scoreOf(candles, charts);
  return [
    ...candles,
    candle('pat_doji', CDLDOJI, bars),
    ...patterns,
    feature('pat_score', 'pattern', score, chartReason),
  ];
}

function candle(name: string, indicator: Indicator, bars: PresentBars): Feature {
  const known = bars.lastMissing === null && bars.length >= CANDLE_BARS;
  const value = known ? latest(indicator, lastBars(bars, CANDLE_BARS))[0] / 100 : Number.NaN;
  return feature(name, 'pattern', value, bars.lastMissing ?? whyNot(CANDLE_BARS, bars.length));
}

function scoreOf(candles: readonly Feature[], charts: readonly ChartPattern[]): number {
  const announced = charts.map(({ direction, status }) => direction * STATUS_VALUE[status]);
  return [...candles.map(({ value }) => value ?? 0), ...announced].reduce((sum, value) => sum + value, 0);
}
