/**
 * What the last hours of a market say about its next ones: hourly crypto returns give back a little of what they made
 * (short-term reversal; Jegadeesh 1990 found it in monthly stock returns).
 */
import type { History } from '../market/history.ts';
import { exponentialMeans } from '../models/exponential-mean.ts';
import { rangeVariances } from '../models/range-variance.ts';
import { logCloses } from '../models/returns.ts';

/** Spans of the past moves, in bars. */
const SPANS = [1, 2, 3, 4, 6, 8, 12, 18, 24];
/** Half-life of the variance that the moves are measured in, in bars. */
const HALF_LIFE_BARS = 48;
/** A move of this many σ counts three quarters of the most that a move can count. */
const SATURATION = 1.5;

export const PAST_MOVES: number = SPANS.length;

/** Moves up to any bar of a history in units of their σ, bounded: tanh(move / (1.5 σ √span)). */
export class PastMoves {
  readonly #logs: Float64Array;
  readonly #variances: Float64Array;

  constructor(history: History) {
    this.#logs = logCloses(history);
    this.#variances = exponentialMeans(rangeVariances(history), HALF_LIFE_BARS);
  }

  /** Writes the moves up to the close of a bar into `row`, shape (9); one whose start is missing is 0. */
  write(bar: number, row: Float64Array, at = 0): void {
    const sigma = SATURATION * Math.sqrt(this.#variances[bar]);
    for (let k = 0; k < SPANS.length; k++) {
      const move = this.#logs[bar] - this.#logs[bar - SPANS[k]];
      const bounded = Math.tanh(move / (sigma * Math.sqrt(SPANS[k])));
      row[at + k] = Number.isFinite(bounded) ? bounded : 0;
    }
  }
}

/** The moves up to the cutoff of a history, shape (9). @example presentMoves(history) */
export function presentMoves(history: History): Float64Array {
  const row = new Float64Array(PAST_MOVES);
  if (history.length > 0) new PastMoves(history).write(history.length - 1, row);
  return row;
}
