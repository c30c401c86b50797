import { ATR } from '../atr.ts';
import type { Bars } from '../indicator.ts';
import { latest } from '../run.ts';
import { converging } from './converging.ts';
import { doubleTop } from './double.ts';
import { headAndShoulders } from './head-and-shoulders.ts';
import { CHART_PATTERNS, type ChartPattern, mirror, resolve, type Shape, type View, viewOf } from './pattern.ts';
import { swings } from './swings.ts';

/** Bars to each side of a swing: about a quarter of a day of hourly bars. */
const PIVOT_BARS = 5;

const SHAPES: readonly ((view: View, end: number) => Shape | null)[] = [doubleTop, headAndShoulders, converging];

/**
 * The chart patterns that are alive at the last of `bars`: in progress, or decided within the last day of hourly bars;
 * at most one of each name, the most recent, in the order of CHART_PATTERNS. `bars` must have no missing ones.
 *
 * @example findChartPatterns(bars).filter(({ status }) => status === 'confirmed')
 */
export function findChartPatterns(bars: Bars): ChartPattern[] {
  const [unit] = latest(ATR, bars, { period: 14 });
  if (!(unit > 0)) return [];
  const view = viewOf(bars, swings(bars, PIVOT_BARS, PIVOT_BARS), unit);
  const found = new Map<string, ChartPattern>();
  for (const side of [view, mirror(view)]) {
    for (const pattern of alive(side)) {
      const known = found.get(pattern.name);
      if (known === undefined || pattern.to > known.to) found.set(pattern.name, pattern);
    }
  }
  return CHART_PATTERNS.flatMap((name) => found.get(name) ?? []);
}

function alive(view: View): ChartPattern[] {
  const patterns: ChartPattern[] = [];
  for (let end = 0; end < view.swings.length; end++) {
    for (const detect of SHAPES) {
      const shape = detect(view, end);
      const pattern = shape === null ? null : resolve(shape, view);
      if (pattern !== null) patterns.push(pattern);
    }
  }
  return patterns;
}
