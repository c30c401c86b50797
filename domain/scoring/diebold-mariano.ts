import { longRunVariance } from '../numeric/long-run-variance.ts';
import { studentTail } from '../numeric/student-t.ts';

export interface DieboldMariano {
  /** Mean of the loss differences. */
  readonly mean: number;
  /** Corrected statistic; negative when the first forecaster lost less. */
  readonly statistic: number;
  /** Two-sided, Student's t with n − 1 degrees of freedom. */
  readonly pValue: number;
}

/**
 * Test of equal accuracy of two forecasters from their loss differences in time (loss of the first minus loss of the
 * second), at least two of them, not all equal (Diebold & Mariano 1995). The long-run variance has Bartlett weights over
 * `lags` autocovariances (Newey & West 1987); the statistic carries the small-sample correction of Harvey, Leybourne &
 * Newbold (1997) for forecasts of lags + 1 steps.
 *
 * @example dieboldMariano(rows.map(({ crps }) => crps.ensemble - crps['har-x']), 14)
 */
export function dieboldMariano(differences: ArrayLike<number>, lags: number): DieboldMariano {
  const n = differences.length;
  const values = Float64Array.from(differences);
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const variance = longRunVariance(
    values.map((x) => x - mean),
    lags,
  );
  const steps = lags + 1;
  const correction = Math.sqrt(Math.max(0, (n + 1 - 2 * steps + (steps * (steps - 1)) / n) / n));
  const statistic = (correction * mean) / Math.sqrt(variance / n);
  return { mean, statistic, pValue: 2 * studentTail(Math.abs(statistic), n - 1) };
}
