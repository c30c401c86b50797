/** Choosing the windows that a release shows: resolved, apart from the query and from each other, with what followed. */

import { AlmanacError } from '../errors.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import type { EmbeddedBar } from './embedding.ts';
import type { Neighbour, SimilarWindows } from './neighbour.ts';
import { pickApart, squaredDistances } from './search.ts';
import { DIMENSIONS, LOOKBACK_BARS, SPACE_ID } from './space.ts';

/** Windows overlap when they share a bar that their embeddings look at. */
export const WINDOW_BARS = LOOKBACK_BARS;
/** Outcomes of a neighbour are known this long after its close. */
const RESOLVED_AFTER_MS = 24 * HOUR_MS;

/**
 * How many nearest bars to ask a store for so that `k` windows lying `windowBars` apart are surely among them, if
 * there are so many: a chosen bar rules out at most 2·(windowBars − 1) others.
 */
export function candidatesNeeded(k: number, windowBars: number = WINDOW_BARS): number {
  return k * (2 * windowBars - 1);
}

/** Latest close that a neighbour may have: resolved by the cutoff, and its window does not reach into the query's. */
export function latestNeighbourClose(cutoff: EpochMs, windowBars: number, barMs: number): EpochMs {
  return cutoff - Math.max(RESOLVED_AFTER_MS, windowBars * barMs);
}

/**
 * The `k` nearest candidates that were resolved at the cutoff and overlap neither the query's window nor a nearer
 * choice; distances are recomputed here, ties go to the earlier close. Outcomes are log-returns of closes in `history`,
 * null where an end is missing. With fewer than `k` such windows the verdict says so.
 *
 * Throws `input.invalid` when an embedding has another length than the query's space.
 */
export function selectNeighbours(question: {
  readonly query: Float64Array;
  readonly candidates: readonly EmbeddedBar[];
  readonly cutoff: EpochMs;
  readonly horizonsHours: readonly number[];
  readonly k: number;
  readonly windowBars?: number;
  readonly history: History;
}): SimilarWindows {
  const { query, cutoff, horizonsHours, k, history } = question;
  const windowBars = question.windowBars ?? WINDOW_BARS;
  const latest = latestNeighbourClose(cutoff, windowBars, history.barMs);
  const eligible = question.candidates
    .filter((candidate) => candidate.closeTime <= latest)
    .sort((a, b) => a.closeTime - b.closeTime);
  const closeTimes = eligible.map((candidate) => candidate.closeTime);
  const squared = squaredDistances(query, matrixOf(query, eligible), eligible.length);
  const neighbours = pickApart(squared, closeTimes, windowBars * history.barMs, k).map(
    ({ row, distance }): Neighbour => ({
      closeTime: closeTimes[row],
      distance: Math.sqrt(distance),
      outcomes: outcomesAfter(history, closeTimes[row], horizonsHours),
    }),
  );
  return { spaceId: SPACE_ID, asked: k, verdict: neighbours.length < k ? 'fewer-than-k' : 'enough', neighbours };
}

/** Rounded to single precision as embeddings are, so that text from a store gives the very same distances. */
function matrixOf(query: Float64Array, candidates: readonly EmbeddedBar[]): Float64Array {
  const matrix = new Float64Array(candidates.length * DIMENSIONS);
  checkLength(query);
  candidates.forEach(({ embedding }, row) => {
    checkLength(embedding);
    matrix.set(Float32Array.from(embedding), row * DIMENSIONS);
  });
  return matrix;
}

function checkLength(embedding: Float64Array): void {
  if (embedding.length === DIMENSIONS) return;
  throw new AlmanacError(
    'input.invalid',
    `An embedding of ${embedding.length} components was given to space ${SPACE_ID}, which has ${DIMENSIONS}; embed the windows again.`,
    { dimensions: embedding.length, spaceId: SPACE_ID },
  );
}

function outcomesAfter(
  history: History,
  closeTime: EpochMs,
  horizonsHours: readonly number[],
): Record<string, number | null> {
  const bar = (closeTime - history.firstOpenTime) / history.barMs - 1;
  return Object.fromEntries(
    horizonsHours.map((hours) => {
      const outcome = Math.log(history.close[bar + (hours * HOUR_MS) / history.barMs] / history.close[bar]);
      return [String(hours), Number.isFinite(outcome) ? outcome : null];
    }),
  );
}
