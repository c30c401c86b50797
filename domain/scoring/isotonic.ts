/**
 * Isotonic recalibration by pooling adjacent violators (Ayer et al. 1955; de Leeuw, Hornik & Mair 2009): the best
 * non-decreasing function of a forecast, fitted to what happened.
 */

/** Neighbours that share one fitted value; `values` ascend. */
interface Pool {
  values: Float64Array;
  rows: number;
  fit: number;
}

/**
 * Fitted values in the order of the forecasts. `fitOf` gives a pool's value from its outcomes, ascending: the mean for
 * probabilities, a quantile for quantiles. Equal forecasts share one value.
 *
 * @example isotonic([0.2, 0.8], [0, 1], meanOf)
 */
export function isotonic(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  fitOf: (ascending: Float64Array) => number,
): Float64Array {
  const order = Uint32Array.from({ length: forecasts.length }, (_, i) => i);
  order.sort((a, b) => forecasts[a] - forecasts[b] || a - b);
  const pools: Pool[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && forecasts[order[to]] === forecasts[order[from]]) to++;
    const values = Float64Array.from(order.subarray(from, to), (row) => outcomes[row]).sort();
    addPool(pools, { values, rows: to - from, fit: fitOf(values) }, fitOf);
    from = to;
  }
  return spread(pools, order);
}

function addPool(pools: Pool[], added: Pool, fitOf: (ascending: Float64Array) => number): void {
  let pool = added;
  for (let last = pools.at(-1); last !== undefined && last.fit >= pool.fit; last = pools.at(-1)) {
    pools.pop();
    const values = merged(last.values, pool.values);
    pool = { values, rows: last.rows + pool.rows, fit: fitOf(values) };
  }
  pools.push(pool);
}

function merged(a: Float64Array, b: Float64Array): Float64Array {
  const values = new Float64Array(a.length + b.length);
  for (let i = 0, j = 0, at = 0; at < values.length; at++) {
    values[at] = j >= b.length || (i < a.length && a[i] <= b[j]) ? a[i++] : b[j++];
  }
  return values;
}

function spread(pools: readonly Pool[], order: Uint32Array): Float64Array {
  const fitted = new Float64Array(order.length);
  let at = 0;
  for (const { rows, fit } of pools) {
    for (const end = at + rows; at < end; at++) fitted[order[at]] = fit;
  }
  return fitted;
}
