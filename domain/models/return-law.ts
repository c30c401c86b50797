import { calmedReturns, usualSquare } from './calmed-returns.ts';
import { likeliest, type Sought } from './likeliest.ts';
import type { VariancePath } from './student-t.ts';
import type { VarianceLaw } from './variance-model.ts';

export interface ReturnLawFit {
  /** Mean square of an hour's return in the year of the fit, freed of the hour of the week: the unit of its variances. */
  readonly unit: number;
  /** Those of the path, then the degrees of freedom. */
  readonly parameters: readonly number[];
}

/** A law of variance that returns drive, by Student-t quasi-likelihood; its one component is ln variance of the next hour. */
export function returnLaw(
  path: (moves: Float64Array, parameters: ArrayLike<number>) => VariancePath,
  sought: readonly Sought[],
): VarianceLaw<ReturnLawFit> {
  return {
    fit(history, factors) {
      const unit = usualSquare(history, factors);
      return { unit, parameters: likeliest(calmedReturns(history, factors, unit), path, sought) };
    },
    filter(history, factors, { unit, parameters }) {
      const { variances } = path(calmedReturns(history, factors, unit), parameters);
      return { count: 1, values: variances.subarray(1).map(Math.log) };
    },
  };
}
