import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import { BlockMinima } from './block-minima.ts';
import type { EmbeddedBar, EmbeddedBars } from './embedding.ts';
import { DIMENSIONS } from './space.ts';

/**
 * Squared Euclidean distance of the query to rows [0, rows) of a row-major matrix; NaN for rows without embedding.
 * Components are added in one fixed order (two sums, for speed), so that a pair gives the same bits wherever it is
 * computed; DIMENSIONS is even.
 */
export function squaredDistances(query: Float64Array, vectors: Float64Array, rows: number): Float64Array {
  const distances = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let even = 0;
    let odd = 0;
    for (let i = 0; i < DIMENSIONS; i += 2, at += 2) {
      const first = query[i] - vectors[at];
      const second = query[i + 1] - vectors[at + 1];
      even += first * first;
      odd += second * second;
    }
    distances[row] = even + odd;
  }
  return distances;
}

/**
 * Rows by increasing distance, ties by earlier row, such that any two close at least `apartMs` apart: each next row is
 * the nearest of those that overlap none chosen before. At most `k`. `closeTimes` ascends; NaN distances are passed
 * over. Strikes out what it passes in `distances`.
 */
export function pickApart(
  distances: Float64Array,
  closeTimes: ArrayLike<EpochMs>,
  apartMs: number,
  k: number,
): { readonly row: number; readonly distance: number }[] {
  const minima = new BlockMinima(distances);
  const picked: { row: number; distance: number }[] = [];
  while (picked.length < k) {
    const row = minima.smallest();
    if (row < 0) break;
    picked.push({ row, distance: distances[row] });
    let from = row;
    while (from > 0 && closeTimes[row] - closeTimes[from - 1] < apartMs) from--;
    let to = row + 1;
    while (to < distances.length && closeTimes[to] - closeTimes[row] < apartMs) to++;
    minima.strike(from, to);
  }
  return picked;
}

/**
 * Exact nearest-neighbour search in memory among bars that closed at or before `until`: nearest first, ties by earlier
 * close, at most `limit`. What a store's `nearest` must answer as well.
 */
export function searchExact(
  query: Float64Array,
  embedded: EmbeddedBars,
  { until, limit }: { readonly until: EpochMs; readonly limit: number },
): EmbeddedBar[] {
  const distances = squaredDistances(query, embedded.vectors, rowsUntil(embedded, until));
  const reach = distances.filter((distance) => !Number.isNaN(distance)).sort()[limit - 1] ?? Number.POSITIVE_INFINITY;
  const rows: number[] = [];
  for (let row = 0; row < distances.length; row++) if (distances[row] <= reach) rows.push(row);
  rows.sort((a, b) => distances[a] - distances[b] || a - b);
  return rows.slice(0, Math.max(0, limit)).map((row) => ({
    closeTime: embedded.closeTimes[row],
    embedding: embedded.vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS),
  }));
}

/**
 * The `k` windows nearest to the query that closed at or before `until` and lie at least `apartBars` from each other,
 * as bar indexes of the history and Euclidean distances, nearest first; fewer where there are fewer. For a model that
 * asks at many moments of one history: it copies no embedding.
 *
 * @example const { bars, distances } = nearestWindows(query, embedded, { until: cutoff - 24 * HOUR_MS, k: 50, apartBars: 24 });
 */
export function nearestWindows(
  query: Float64Array,
  embedded: EmbeddedBars,
  { until, k, apartBars }: { readonly until: EpochMs; readonly k: number; readonly apartBars: number },
): { readonly bars: Int32Array; readonly distances: Float64Array } {
  const { closeTimes, fromBar } = embedded;
  const squared = squaredDistances(query, embedded.vectors, rowsUntil(embedded, until));
  const picked = pickApart(squared, closeTimes, apartBars * HOUR_MS, k);
  return {
    bars: Int32Array.from(picked, ({ row }) => row + fromBar),
    distances: Float64Array.from(picked, ({ distance }) => Math.sqrt(distance)),
  };
}

/** Rows that closed at or before a moment. */
function rowsUntil({ closeTimes }: EmbeddedBars, until: EpochMs): number {
  if (closeTimes.length === 0) return 0;
  return Math.max(0, Math.min(closeTimes.length, Math.floor((until - closeTimes[0]) / HOUR_MS) + 1));
}
