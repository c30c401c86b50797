import { cdfAt } from '../../../domain/numeric/distribution.ts';
import { levelIndex } from '../../../domain/numeric/levels.ts';
import type { Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import { isCovered } from '../../../domain/scoring/coverage.ts';
import type { Sample, Sampled } from './sample.ts';

/** How what followed the similar windows does as a forecast, on the rows that have it. */
export interface NeighbourScores {
  readonly rows: number;
  readonly skill: Estimate;
  readonly coverage: Readonly<Record<'50' | '80' | '95', number>>;
  /** Shares of outcomes below the 10 % and above the 90 % quantile. */
  readonly below: number;
  readonly above: number;
  /** Outcomes by their place among the neighbours', twenty equal bins. */
  readonly pitCounts: readonly number[];
}

const PIT_BINS = 20;
const [LOW, HIGH] = [levelIndex(0.1), levelIndex(0.9)];

export function neighbourScores(sample: Sample): NeighbourScores {
  const has = ({ neighbours }: Sampled) => neighbours !== null;
  const share = (of: (quantiles: Float64Array, outcome: number) => boolean) =>
    sample.share(({ neighbours, outcome }) => neighbours !== null && of(neighbours, outcome), has);
  const covered = (name: '50' | '80' | '95') => share((quantiles, outcome) => isCovered(quantiles, name, outcome));
  const pitCounts = Array.from({ length: PIT_BINS }, () => 0);
  for (const { neighbours, outcome } of sample.rows) {
    if (neighbours) pitCounts[Math.min(PIT_BINS - 1, Math.floor(cdfAt(neighbours, outcome) * PIT_BINS))]++;
  }
  return {
    rows: sample.rows.filter(has).length,
    skill: sample.skill('neighbours'),
    coverage: { '50': covered('50'), '80': covered('80'), '95': covered('95') },
    below: share((quantiles, outcome) => outcome < quantiles[LOW]),
    above: share((quantiles, outcome) => outcome > quantiles[HIGH]),
    pitCounts,
  };
}
