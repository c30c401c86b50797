/** How many edges a first step may go in any direction, and a later one at most. */
const FIRST_STEP = 0.2;
const LONGEST_STEP = 2;
/** Part of the promised descent that a step must keep (Armijo). */
const KEPT = 1e-4;

/**
 * Smallest value of a smooth function of a few numbers from its slope, by the method of Broyden, Fletcher, Goldfarb and
 * Shanno with backtracking (Nocedal & Wright 2006, Numerical Optimization, algorithms 3.1 and 6.1). Deterministic.
 * `loss` writes its slope at `at` into `slope`, both of shape (n); where it has no value it answers NaN. `start` and
 * `step`: shape (n), the first place and how far off it is likely to be. The search ends when a further step would change
 * the value by no more than about `tolerance` in any direction, when no step helps any more, or after `mostCalls`.
 *
 * @example descend(([x], slope) => ((slope[0] = 2 * (x - 1)), (x - 1) ** 2), [0], [1]).at // 1
 */
export function descend(
  loss: (at: Float64Array, slope: Float64Array) => number,
  start: readonly number[],
  step: readonly number[],
  { tolerance = 1e-5, mostCalls = 100 } = {},
): { readonly at: Float64Array; readonly value: number } {
  const edges = Float64Array.from(step);
  const place = (from: Float64Array): Place => {
    const slope = new Float64Array(start.length);
    const value = loss(product(from, edges), slope);
    return { from, slope: product(slope, edges), value };
  };
  const curvature = new InverseCurvature(start.length);
  let here = place(Float64Array.from(start, (first, i) => first / step[i]));
  let calls = 1;
  while (calls < mostCalls && here.slope.some((part) => Math.abs(part) > tolerance)) {
    const way = curvature.stepAgainst(here.slope);
    const promised = dot(way, here.slope);
    let share = 1;
    let next = place(moved(here.from, way, share));
    calls++;
    while (!(next.value <= here.value + KEPT * share * promised) && calls < mostCalls) {
      const lowest = (-promised * share * share) / (2 * (next.value - here.value - promised * share));
      share = Number.isFinite(lowest) ? Math.min(0.5 * share, Math.max(0.1 * share, lowest)) : 0.1 * share;
      next = place(moved(here.from, way, share));
      calls++;
    }
    if (!(next.value < here.value)) break;
    curvature.learn(moved(next.from, here.from, -1), moved(next.slope, here.slope, -1));
    here = next;
  }
  return { at: product(here.from, edges), value: here.value };
}

/** In edges. */
interface Place {
  readonly from: Float64Array;
  readonly slope: Float64Array;
  readonly value: number;
}

/** Approximate inverse of the second derivatives, row-major, shape (n²). */
class InverseCurvature {
  readonly #size: number;
  readonly #rows: Float64Array;
  #known = false;

  constructor(size: number) {
    this.#size = size;
    this.#rows = identity(size, 1);
  }

  stepAgainst(slope: Float64Array): Float64Array {
    const step = this.#times(slope).map((part) => -part);
    const longest = Math.max(...step.map(Math.abs));
    const most = this.#known ? LONGEST_STEP : FIRST_STEP;
    return longest > most || !this.#known ? step.map((part) => (part * most) / longest) : step;
  }

  /** From a step and the change of slope along it; a step along which the slope fell teaches nothing. */
  learn(step: Float64Array, bend: Float64Array): void {
    const along = dot(step, bend);
    if (!(along > 1e-14)) return;
    if (!this.#known) this.#rows.set(identity(this.#size, along / dot(bend, bend)));
    this.#known = true;
    const turned = this.#times(bend);
    const stretch = (1 + dot(bend, turned) / along) / along;
    for (let i = 0; i < this.#size; i++) {
      for (let j = 0; j < this.#size; j++) {
        this.#rows[i * this.#size + j] +=
          stretch * step[i] * step[j] - (turned[i] * step[j] + step[i] * turned[j]) / along;
      }
    }
  }

  #times(vector: Float64Array): Float64Array {
    return vector.map((_, i) => dot(this.#rows.subarray(i * this.#size, (i + 1) * this.#size), vector));
  }
}

function identity(size: number, scale: number): Float64Array {
  return new Float64Array(size * size).map((_, at) => (at % (size + 1) === 0 ? scale : 0));
}

function moved(from: Float64Array, step: Float64Array, share: number): Float64Array {
  return from.map((part, i) => part + share * step[i]);
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((part, i) => part * b[i]);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, part, i) => sum + part * b[i], 0);
}
