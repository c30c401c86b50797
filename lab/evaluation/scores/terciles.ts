import { levelIndex } from '../../../domain/numeric/levels.ts';
import type { Sampled } from './sample.ts';

/** Width of a forecast is ranked among so many before it (METHODS §3): marginal coverage hides over-dispersion. */
const TRAILING_ROWS = 730;
/** With fewer before it a rank says nothing. */
const FEWEST_ROWS = 60;

const [LOW, HIGH] = [levelIndex(0.1), levelIndex(0.9)];

/** 0 (narrow), 1, 2 (wide) for each row in time; null while there is too little to compare with. */
export function widthTerciles(rows: readonly Sampled[]): (0 | 1 | 2 | null)[] {
  const widths = rows.map(({ quantiles }) => quantiles[HIGH] - quantiles[LOW]);
  return widths.map((width, i) => {
    const before = widths.slice(Math.max(0, i - TRAILING_ROWS), i);
    if (before.length < FEWEST_ROWS) return null;
    const rank = before.filter((other) => other < width).length / before.length;
    return rank < 1 / 3 ? 0 : rank < 2 / 3 ? 1 : 2;
  });
}
