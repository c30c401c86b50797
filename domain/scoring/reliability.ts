import { quantileSorted } from '../numeric/quantiles.ts';
import type { Rng } from '../numeric/random.ts';

/** Forecasts of like probability and how often the event came. */
export interface ReliabilityBin {
  readonly count: number;
  readonly meanProbability: number;
  readonly frequency: number;
}

export interface Reliability {
  /** Ascending by probability. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: mean distance between probability and frequency, weighted by count. */
  readonly error: number;
  /** A perfectly calibrated forecaster with these probabilities stays below it in 95 of 100 samples. */
  readonly chanceError: number;
  /** Per bin, where 95 of 100 frequencies of such a forecaster lie. */
  readonly chance: readonly (readonly [number, number])[];
}

const BINS = 10;
const DRAWS = 1_000;

/**
 * Reliability in ten equal-count bins (METHODS §1) beside what chance does to a forecaster who is right: outcomes drawn
 * from the probabilities themselves. At least ten forecasts.
 *
 * @example reliability(rows.map(({ pUp }) => pUp), rows.map(({ outcome }) => isUp(outcome)), rng)
 */
export function reliability(probabilities: readonly number[], happened: readonly boolean[], rng: Rng): Reliability {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a] - probabilities[b]);
  const sorted = order.map((i) => probabilities[i]);
  const bins = binsOf(
    sorted,
    order.map((i) => happened[i]),
  );
  const drawn = Array.from({ length: DRAWS }, () =>
    binsOf(
      sorted,
      sorted.map((p) => rng.uniform() < p),
    ),
  );
  return {
    bins,
    error: errorOf(bins),
    chanceError: quantileSorted(Float64Array.from(drawn, errorOf).sort(), 0.95),
    chance: bins.map((_, bin) => {
      const frequencies = Float64Array.from(drawn, (sample) => sample[bin].frequency).sort();
      return [quantileSorted(frequencies, 0.025), quantileSorted(frequencies, 0.975)];
    }),
  };
}

function binsOf(sorted: readonly number[], happened: readonly boolean[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const from = Math.floor((bin * sorted.length) / BINS);
    const to = Math.floor(((bin + 1) * sorted.length) / BINS);
    let probability = 0;
    let came = 0;
    for (let i = from; i < to; i++) {
      probability += sorted[i];
      if (happened[i]) came++;
    }
    const count = to - from;
    return { count, meanProbability: probability / count, frequency: came / count };
  });
}

function errorOf(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, meanProbability, frequency }) => sum + (count / total) * Math.abs(meanProbability - frequency),
    0,
  );
}
