import type { EpochMs } from '../market/candles.ts';

/** A past window that looked like the present one, and what followed it. */
export interface Neighbour {
  /** Close of the window's last bar. */
  readonly closeTime: EpochMs;
  /** Euclidean distance in the embedding space. */
  readonly distance: number;
  /** Log-return realised over each horizon (hours as key), every one resolved before the cutoff; null = missing bar. */
  readonly outcomes: Readonly<Record<string, number | null>>;
}

export interface SimilarWindows {
  readonly spaceId: string;
  readonly asked: number;
  /** `fewer-than-k` is an answer: history did not hold enough windows that resolve in time and do not overlap. */
  readonly verdict: 'enough' | 'fewer-than-k';
  readonly neighbours: readonly Neighbour[];
}
