import { LEVELS } from '../numeric/levels.ts';
import type { Neighbour, SimilarWindows } from './neighbour.ts';

/** What followed the similar windows at one horizon. */
export interface NeighbourDistribution {
  /** Neighbours whose outcome is known. */
  readonly count: number;
  /** Weighted share of outcomes strictly above zero. */
  readonly shareUp: number;
  /** Weighted quantiles of the log-return on LEVELS; shape (103), non-decreasing. */
  readonly quantiles: Float64Array;
}

/**
 * Weighted distribution of the neighbours' outcomes at a horizon; null where none is known. Weights fall with distance
 * as a Gaussian kernel whose bandwidth is the median distance (Atkeson, Moore & Schaal 1997, Locally Weighted
 * Learning, §4).
 */
export function neighbourDistribution(similar: SimilarWindows, horizonHours: number): NeighbourDistribution | null {
  const known = similar.neighbours.flatMap((neighbour) => {
    const outcome = neighbour.outcomes[String(horizonHours)] ?? null;
    return outcome === null ? [] : [{ neighbour, outcome }];
  });
  if (known.length === 0) return null;
  const bandwidth = medianDistance(known.map(({ neighbour }) => neighbour));
  const sample = known
    .map(({ neighbour, outcome }) => ({ outcome, weight: kernelWeight(neighbour.distance, bandwidth) }))
    .sort((a, b) => a.outcome - b.outcome);
  const total = sample.reduce((sum, { weight }) => sum + weight, 0);
  const up = sample.reduce((sum, { outcome, weight }) => sum + (outcome > 0 ? weight : 0), 0);
  const outcomes = Float64Array.from(sample, ({ outcome }) => outcome);
  const weights = Float64Array.from(sample, ({ weight }) => weight);
  return { count: sample.length, shareUp: up / total, quantiles: weightedGridQuantiles(outcomes, weights) };
}

/** exp(−½ (distance/bandwidth)²); 1 for all where the bandwidth is 0. */
export function kernelWeight(distance: number, bandwidth: number): number {
  return bandwidth > 0 ? Math.exp(-0.5 * (distance / bandwidth) ** 2) : 1;
}

/**
 * Quantiles on LEVELS of an ascending sample with positive weights: linear between the midpoints of the cumulated
 * weights, ends held. Equal weights give type 5 of Hyndman & Fan (1996). Shape (103).
 */
export function weightedGridQuantiles(sorted: Float64Array, weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const quantiles = new Float64Array(LEVELS.length);
  let above = 0;
  let below = 0;
  let position = weights[0] / 2;
  let previous = position;
  for (let i = 0; i < LEVELS.length; i++) {
    const wanted = LEVELS[i] * total;
    while (above < sorted.length - 1 && position < wanted) {
      below = above;
      previous = position;
      position += (weights[above] + weights[above + 1]) / 2;
      above++;
    }
    quantiles[i] = between(sorted[below], sorted[above], (wanted - previous) / (position - previous));
  }
  return quantiles;
}

function between(low: number, high: number, share: number): number {
  if (low === high || Number.isNaN(share)) return low;
  return Math.min(high, low + Math.min(1, Math.max(0, share)) * (high - low));
}

function medianDistance(neighbours: readonly Neighbour[]): number {
  const sorted = Float64Array.from(neighbours, ({ distance }) => distance).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
