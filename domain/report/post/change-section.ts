/** What changed since the last release and why, in tenths of a point that add up (METHODS §9). */
import { formatSignedPercent } from '../../narrative/figures.ts';
import { roundedToSum } from '../../scenarios/largest-remainder.ts';
import type { PartOfChange } from '../../ensemble/what-changed.ts';
import type { PostContext } from './context.ts';
import { bold, plain, type RichLine } from './rich.ts';
import type { Section } from './section.ts';
import type { Wording } from './wording.ts';

export function changeSection({ change, zone }: PostContext, wording: Wording): Section {
  if (change === null) return { isEssential: false, lines: [] };
  const lines = [
    differenceLine(wording.chanceOfUp, wording.points, change.direction, wording),
    differenceLine(wording.range, '%', change.width, wording),
  ];
  return { isEssential: false, lines: [[plain(wording.changed(wording.moment(change.since, zone)))], ...lines] };
}

/** The total, then the parts that are not nothing; tenths of a percent by largest remainder. */
function differenceLine(name: string, unit: string, differences: readonly PartOfChange[], wording: Wording): RichLine {
  const thousandths = differences.map(({ difference }) => difference * 1_000);
  const total = Math.round(thousandths.reduce((sum, part) => sum + part, 0));
  const tenths = roundedToSum(thousandths, total);
  const shown = (tenth: number) => wording.figure(formatSignedPercent(tenth / 1_000).replace('%', ''));
  const parts = differences.flatMap(({ part }, i) =>
    tenths[i] === 0 ? [] : [`${wording.changeParts[part]} ${shown(tenths[i])}`],
  );
  const why = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return [plain(`${name} `), bold(`${shown(total)}${unit}`), plain(why)];
}
