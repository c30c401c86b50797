/**
 * Smallest value of a function of a few numbers without derivatives, by the downhill simplex method (Nelder & Mead 1965;
 * coefficients of Lagarias et al. 1998). Deterministic. `start` and `step`: shape (n), the first corner and its edges;
 * the search ends when the values at the corners lie within `tolerance` of each other, or after `mostCalls`.
 *
 * @example minimise(([x, y]) => (x - 1) ** 2 + y ** 2, [0, 0], [0.1, 0.1]).at // about [1, 0]
 */
export function minimise(
  value: (at: readonly number[]) => number,
  start: readonly number[],
  step: readonly number[],
  { tolerance = 1e-8, mostCalls = 400 } = {},
): { readonly at: readonly number[]; readonly value: number } {
  let calls = 0;
  const corner = (at: readonly number[]): Corner => {
    calls++;
    const found = value(at);
    return { at, value: Number.isNaN(found) ? Number.POSITIVE_INFINITY : found };
  };
  let corners = [start, ...step.map((edge, i) => start.map((x, j) => (i === j ? x + edge : x)))].map(corner);
  for (;;) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    const best = corners[0];
    const worst = corners[corners.length - 1];
    if (worst.value - best.value <= tolerance || calls >= mostCalls) return best;
    corners = improved(corners, corner);
  }
}

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

/** One step: the worst corner is reflected, expanded or contracted, or else all are drawn towards the best. */
function improved(corners: readonly Corner[], corner: (at: readonly number[]) => Corner): Corner[] {
  const kept = corners.slice(0, -1);
  const worst = corners[corners.length - 1];
  const centre = worst.at.map((_, i) => kept.reduce((sum, { at }) => sum + at[i], 0) / kept.length);
  const along = (share: number) => corner(centre.map((middle, i) => middle + share * (middle - worst.at[i])));
  const reflected = along(1);
  if (reflected.value < kept[0].value) {
    const expanded = along(2);
    return [...kept, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < kept[kept.length - 1].value) return [...kept, reflected];
  const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) return [...kept, contracted];
  const best = corners[0];
  return [best, ...corners.slice(1).map(({ at }) => corner(at.map((x, i) => (x + best.at[i]) / 2)))];
}
