/** Triangles and wedges: two highs and two lows whose lines draw together. */
import type { Shape, View } from './pattern.ts';
import { lineThrough, type Swing } from './swings.ts';

/** Lines that move less than this many ATR per bar are flat. */
const FLAT = 0.02;
/** How far a close between the swings may lie outside the lines, in ATR. */
const OUTSIDE_TOLERANCE = 0.5;
/** The lines must have lost at least this share of their distance over the four swings. */
const MIN_NARROWING = 0.25;

/**
 * Triangle or wedge that ends with the swing `end`. A triangle is expected to break on its flat side (the symmetrical
 * one on either), a wedge against its slope: a close there confirms it. A close the other way, or lines that meet first,
 * make it fail. (Lo, Mamaysky & Wang 2000; Bulkowski 2005.)
 */
export function converging(view: View, end: number): Shape | null {
  if (end < 3) return null;
  const swings = view.swings.slice(end - 3, end + 1);
  const upper = lineOf(swings, 'high');
  const lower = lineOf(swings, 'low');
  const kind = kindOf(slope(upper, view.unit), slope(lower, view.unit), view.mirrored);
  if (kind === null || !narrows(swings, upper, lower) || !holds(view, swings, upper, lower)) return null;
  return { ...kind, swings, upper, lower };
}

type Line = (at: number) => number;

function lineOf(swings: readonly Swing[], kind: Swing['kind']): Line {
  const [first, second] = swings.filter((swing) => swing.kind === kind);
  return lineThrough(first, second);
}

/** ATR per bar. */
function slope(line: Line, unit: number): number {
  return (line(1) - line(0)) / unit;
}

/** The symmetrical triangle is its own mirror image; it is found in the unmirrored view only. */
function kindOf(upper: number, lower: number, mirrored: boolean): Pick<Shape, 'name' | 'direction'> | null {
  if (lower <= upper) return null;
  if (Math.abs(upper) <= FLAT && lower > FLAT) {
    return { name: mirrored ? 'triangle_descending' : 'triangle_ascending', direction: 1 };
  }
  if (upper > FLAT && lower > FLAT) return { name: mirrored ? 'wedge_falling' : 'wedge_rising', direction: -1 };
  if (upper < -FLAT && lower > FLAT && !mirrored) return { name: 'triangle_symmetrical', direction: 0 };
  return null;
}

function narrows(swings: readonly Swing[], upper: Line, lower: Line): boolean {
  const width = ({ at }: Swing) => upper(at) - lower(at);
  const last = width(swings[3]);
  return last > 0 && last <= (1 - MIN_NARROWING) * width(swings[0]);
}

function holds({ close, unit }: View, swings: readonly Swing[], upper: Line, lower: Line): boolean {
  for (let at = swings[0].at; at <= swings[3].at; at++) {
    if (close[at] > upper(at) + OUTSIDE_TOLERANCE * unit || close[at] < lower(at) - OUTSIDE_TOLERANCE * unit)
      return false;
  }
  return true;
}
