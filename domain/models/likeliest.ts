/** Parameters of a law of variance under which a year of returns was likeliest. */
import { descend } from './quasi-newton.ts';
import { studentLoss, type VariancePath } from './student-t.ts';

/** How a number that may be anything becomes a parameter that may not. */
export interface Link {
  readonly of: (free: number) => number;
  /** Derivative, from the parameter. */
  readonly slope: (parameter: number) => number;
}

/** A parameter, where to look for it first and how far off that is likely to be, both before its link. */
export interface Sought {
  readonly link: Link;
  readonly start: number;
  readonly step: number;
}

export const FREE: Link = { of: (free) => free, slope: () => 1 };
export const POSITIVE: Link = { of: Math.exp, slope: (parameter) => parameter };
/** Between 0 and 1. */
export const SHARE: Link = { of: logistic, slope: (parameter) => parameter * (1 - parameter) };
/** Between −1 and 1. */
export const LEANING: Link = { of: Math.tanh, slope: (parameter) => 1 - parameter * parameter };
export const NONE: Link = { of: () => 0, slope: () => 0 };

/** Student's t has a variance from two degrees of freedom on. */
const FEWEST_DEGREES = 2.05;
const DEGREES: Sought = {
  link: { of: (free) => FEWEST_DEGREES + Math.exp(free), slope: (parameter) => parameter - FEWEST_DEGREES },
  start: 0.2,
  step: 0.5,
};

/**
 * Quasi-likelihood with Student's t: the parameters of the path, then the degrees of freedom. `moves`: returns with
 * mean square 1, NaN where missing; `sought`: one per parameter of the path.
 *
 * @example likeliest(moves, garchPath, GARCH) // ω, persistence, share, lean, degrees of freedom
 */
export function likeliest(
  moves: Float64Array,
  pathOf: (moves: Float64Array, parameters: ArrayLike<number>) => VariancePath,
  sought: readonly Sought[],
): number[] {
  const all = [...sought, DEGREES];
  const parameters = (free: Float64Array) => all.map(({ link }, i) => link.of(free[i]));
  const loss = (free: Float64Array, slope: Float64Array) => {
    const natural = parameters(free);
    const value = studentLoss(moves, pathOf(moves, natural), natural[sought.length], slope);
    all.forEach(({ link }, i) => (slope[i] *= link.slope(natural[i])));
    return value;
  };
  const search = descend(
    loss,
    all.map(({ start }) => start),
    all.map(({ step }) => step),
  );
  return parameters(search.at);
}

function logistic(free: number): number {
  return 1 / (1 + Math.exp(-free));
}
