import type { EpochMs } from './candles.ts';

/**
 * The cutoff of a release asked for at a moment: the close of the last base bar that has closed by then (DESIGN §10).
 * Bars start at multiples of `barMs` since 1970, UTC. A moment that is itself a bar close is its own cutoff.
 *
 * @example cutoffAt(Date.parse('2023-06-01T12:34Z'), HOUR_MS) // 2023-06-01T12:00Z
 */
export function cutoffAt(askedAt: EpochMs, barMs: number): EpochMs {
  return Math.floor(askedAt / barMs) * barMs;
}
