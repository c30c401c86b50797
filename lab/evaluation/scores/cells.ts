/** How often the 80 % interval held in each year and decision hour: shown with what chance does to so few, not judged (METHODS §3). */
import { held, type Sample, utcHourOf, yearOf } from './sample.ts';

export interface CoverageCell {
  readonly year: number;
  readonly hourUtc: number;
  readonly rows: number;
  readonly coverage80: number;
  /** Wilson's 95 % interval (1927) of the share. */
  readonly low: number;
  readonly high: number;
}

const Z = 1.959963984540054;

export function coverageCells({ rows }: Sample): CoverageCell[] {
  const cells = Map.groupBy(rows, (row) => `${yearOf(row)} ${utcHourOf(row)}`);
  return [...cells.values()]
    .map((cell) => {
      const coverage80 = cell.filter((row) => held(row, '80')).length / cell.length;
      const [low, high] = wilson(coverage80, cell.length);
      return { year: yearOf(cell[0]), hourUtc: utcHourOf(cell[0]), rows: cell.length, coverage80, low, high };
    })
    .sort((a, b) => a.year - b.year || a.hourUtc - b.hourUtc);
}

function wilson(share: number, count: number): readonly [number, number] {
  const shrunk = (share + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
  const half = (Z / (1 + Z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return [shrunk - half, shrunk + half];
}
