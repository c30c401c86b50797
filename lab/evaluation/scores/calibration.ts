/** What says whether probabilities mean what they say: PIT, reliability of p_up, CORP decompositions. */
import { Rng } from '../../../domain/numeric/random.ts';
import { brierDecomposition, crpsDecomposition, type Decomposition } from '../../../domain/scoring/decomposition.ts';
import { isUp } from '../../../domain/scoring/outcome.ts';
import { type Reliability, reliability } from '../../../domain/scoring/reliability.ts';
import type { Sample } from './sample.ts';

export interface CalibrationScores {
  /** Outcomes by their place in the forecast, twenty equal bins. */
  readonly pitCounts: readonly number[];
  /** Of the published forecast and of the combination before calibration. */
  readonly crps: Readonly<Record<'ensemble' | 'uncalibrated', Decomposition>> | null;
  readonly brier: Decomposition | null;
  readonly reliability: Reliability | null;
}

const PIT_BINS = 20;
const FEWEST_ROWS = 10;

export function calibrationScores({ rows, horizonHours }: Sample): CalibrationScores {
  const pitCounts = Array.from({ length: PIT_BINS }, () => 0);
  for (const { pit } of rows) pitCounts[Math.min(PIT_BINS - 1, Math.floor(pit * PIT_BINS))]++;
  if (rows.length < FEWEST_ROWS) return { pitCounts, crps: null, brier: null, reliability: null };
  const outcomes = Float64Array.from(rows, ({ outcome }) => outcome);
  const probabilities = rows.map(({ pUp }) => pUp);
  const happened = rows.map(({ outcome }) => isUp(outcome));
  return {
    pitCounts,
    crps: {
      ensemble: crpsDecomposition(
        rows.map(({ quantiles }) => quantiles),
        outcomes,
      ),
      uncalibrated: crpsDecomposition(
        rows.map(({ uncalibrated }) => uncalibrated),
        outcomes,
      ),
    },
    brier: brierDecomposition(probabilities, happened),
    reliability: reliability(probabilities, happened, Rng.seeded(`reliability:${horizonHours}`)),
  };
}
