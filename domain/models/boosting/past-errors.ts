import type { History } from '../../market/history.ts';
import { hourOfWeek } from '../hour-of-week.ts';
import { DAY_BARS, YEAR_BARS } from '../returns.ts';
import { FITTED_HORIZONS } from './horizons.ts';
import type { Rows } from './rows.ts';
import { type Shapes, shapesOf } from './shapes.ts';
import { predict, type Trees } from './tree.ts';

/**
 * How the outcomes of the past year scatter, each against what the trees say about its moment; one shape per fitted
 * horizon. `columns`: the features by row.
 */
export function pastShapes(
  history: History,
  { bars, moves, sigmas }: Rows,
  columns: readonly Float64Array[],
  { scale, location }: { readonly scale: Trees; readonly location: Trees },
): Shapes[] {
  const first = bars.findIndex((bar) => bar >= history.length - YEAR_BARS);
  const errors = FITTED_HORIZONS.map(() => new Float64Array(bars.length - first));
  const features = new Float64Array(columns.length);
  for (let row = first; row < bars.length; row++) {
    for (let i = 0; i < features.length; i++) features[i] = columns[i][row];
    const widths = predict(scale, features);
    const move = predict(location, features)[0] * sigmas[0][row];
    for (let i = 0; i < errors.length; i++) {
      errors[i][row - first] = (moves[i][row] - move / sigmas[i][row]) / Math.exp(widths[i] / 2);
    }
  }
  const hours = Uint8Array.from(bars.subarray(first), (bar) => hourOfWeek(history, bar) % DAY_BARS);
  return errors.map((column) => shapesOf(column, hours));
}
