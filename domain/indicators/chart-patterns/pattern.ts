/** What a chart pattern is, and the life it has once its last swing is known. */
import type { Bars } from '../indicator.ts';
import type { Swing } from './swings.ts';

export type PatternStatus = 'in-progress' | 'confirmed' | 'failed';

export const CHART_PATTERNS = [
  'double_top',
  'double_bottom',
  'head_and_shoulders',
  'inverse_head_and_shoulders',
  'triangle_ascending',
  'triangle_descending',
  'triangle_symmetrical',
  'wedge_rising',
  'wedge_falling',
] as const;
export type ChartPatternName = (typeof CHART_PATTERNS)[number];

export interface ChartPattern {
  readonly name: ChartPatternName;
  readonly status: PatternStatus;
  /** What it announces: 1 rising, −1 falling, 0 not said yet. */
  readonly direction: 1 | -1 | 0;
  /** Index of the bar of its first and of its last swing. */
  readonly from: number;
  readonly to: number;
  /** Index of the bar whose close confirmed it or made it fail; null while in progress. */
  readonly resolvedAt: number | null;
}

/** The market as a pattern sees it: negated prices turn every bottom into a top, so each shape is written once. */
export interface View {
  readonly mirrored: boolean;
  readonly close: Float64Array;
  /** Alternating, ascending in time. */
  readonly swings: readonly Swing[];
  /** Average true range at the last bar: the unit in which heights and tolerances are measured. */
  readonly unit: number;
}

export function viewOf(bars: Bars, swings: readonly Swing[], unit: number): View {
  return { mirrored: false, close: bars.close, swings, unit };
}

export function mirror({ close, swings, unit }: View): View {
  return {
    mirrored: true,
    close: close.map((price) => -price),
    swings: swings.map(({ kind, at, price }) => ({ kind: kind === 'high' ? 'low' : 'high', at, price: -price })),
    unit,
  };
}

/** A shape that was found, with the lines (price at a bar) whose crossing by a close decides it. */
export interface Shape {
  readonly name: ChartPatternName;
  readonly direction: 1 | -1 | 0;
  readonly swings: readonly Swing[];
  readonly upper: (at: number) => number;
  readonly lower: (at: number) => number;
}

/** Bars after which a pattern that is decided, or that nothing decides, is no longer news. */
const DECIDED_BARS = 24;
const UNDECIDED_BARS = 72;

/** The shape's status as of the last bar; null when it is no longer news. */
export function resolve(shape: Shape, view: View): ChartPattern | null {
  const last = view.close.length - 1;
  const from = shape.swings[0].at;
  const to = shape.swings[shape.swings.length - 1].at;
  const found = { name: shape.name, from, to };
  for (let at = to + 1; at <= last; at++) {
    const broke = breakout(shape, view.close[at], at);
    if (broke === null) continue;
    if (last - at > DECIDED_BARS) return null;
    const confirmed = broke !== 0 && (shape.direction === 0 || broke === shape.direction);
    const direction = shape.direction === 0 ? broke : shape.direction;
    return { ...found, direction: seen(view, direction), status: confirmed ? 'confirmed' : 'failed', resolvedAt: at };
  }
  if (last - to > UNDECIDED_BARS) return null;
  return { ...found, direction: seen(view, shape.direction), status: 'in-progress', resolvedAt: null };
}

/** 1 or −1: the close left the shape there; 0: its lines met before the close left; null: nothing yet. */
function breakout({ upper, lower }: Shape, close: number, at: number): 1 | -1 | 0 | null {
  if (upper(at) <= lower(at)) return 0;
  if (close > upper(at)) return 1;
  return close < lower(at) ? -1 : null;
}

function seen(view: View, direction: 1 | -1 | 0): 1 | -1 | 0 {
  if (direction === 0 || !view.mirrored) return direction;
  return direction === 1 ? -1 : 1;
}
