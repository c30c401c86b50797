/** How likely returns were under Student's t with the variances that were told before them (Bollerslev 1987). */
import { gammaln } from 'simple-statistics';

/** A logarithm costs as much as the rest of a bar: one is taken of the product of this many terms. */
const IN_ONE_LOGARITHM = 8;

/** Variances as told before each of n bars and before the one that follows, and how their logarithms depend on what. */
export interface VariancePath {
  /** Shape (n + 1). */
  readonly variances: Float64Array;
  /** Derivatives of ln variance with respect to `parameters` parameters, row-major, shape (n × parameters). */
  readonly slopes: Float64Array;
  readonly parameters: number;
}

/**
 * Mean of −ln likelihood over the returns that are there. `moves`: shape (n), NaN where missing; `degrees` > 2. Its
 * derivatives are written into `slope`: those with respect to the parameters of the path, then to the degrees of freedom.
 */
export function studentLoss(
  moves: Float64Array,
  { variances, slopes, parameters }: VariancePath,
  degrees: number,
  slope: Float64Array,
): number {
  const [spreads, tails] = [new LogSum(), new LogSum()];
  let [count, pulls] = [0, 0];
  slope.fill(0);
  for (let bar = 0; bar < moves.length; bar++) {
    const move = moves[bar];
    if (Number.isNaN(move)) continue;
    const excess = (move * move) / (variances[bar] * (degrees - 2));
    const pull = excess / (1 + excess);
    spreads.add(variances[bar]);
    tails.add(1 + excess);
    pulls += pull;
    count++;
    const byLogVariance = 0.5 - 0.5 * (degrees + 1) * pull;
    for (let i = 0; i < parameters; i++) slope[i] += byLogVariance * slopes[bar * parameters + i];
  }
  for (let i = 0; i < parameters; i++) slope[i] /= count;
  const tail = tails.total / count;
  slope[parameters] = 0.5 * tail - (0.5 * (degrees + 1) * pulls) / (count * (degrees - 2)) - constantSlope(degrees);
  return 0.5 * (spreads.total / count + (degrees + 1) * tail) - constant(degrees);
}

/** ln of what does not depend on the return: Γ((ν+1)/2) / (Γ(ν/2) √(π(ν−2))). */
function constant(degrees: number): number {
  return gammaln((degrees + 1) / 2) - gammaln(degrees / 2) - 0.5 * Math.log(Math.PI * (degrees - 2));
}

function constantSlope(degrees: number): number {
  const step = 1e-5 * degrees;
  return (constant(degrees + step) - constant(degrees - step)) / (2 * step);
}

/** Sum of logarithms of positive numbers that are neither huge nor tiny. */
class LogSum {
  #sum = 0;
  #product = 1;
  #waiting = 0;

  add(factor: number): void {
    this.#product *= factor;
    if (++this.#waiting < IN_ONE_LOGARITHM) return;
    this.#sum += Math.log(this.#product);
    this.#product = 1;
    this.#waiting = 0;
  }

  get total(): number {
    return this.#sum + Math.log(this.#product);
  }
}
