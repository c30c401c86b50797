import type { EpochMs } from '../market/candles.ts';
import type { Regime } from './regime.ts';
import type { TurbulenceModel } from './turbulence.ts';

/** Everything that is learned from history; plain JSON, so that it can be stored and replayed. */
export interface RegimeParameters {
  /** Close of the last bar they were estimated on. */
  readonly estimatedUntil: EpochMs;
  readonly turbulence: TurbulenceModel;
  readonly thresholds: Thresholds;
  /** How often each regime was what the next day brought: over all bars, and by what the rules saw (`caseName`). */
  readonly baseRates: Readonly<Record<Regime, number>>;
  readonly caseRates: Readonly<Record<string, Readonly<Record<Regime, number>>>>;
}

/** Sizes of moves, as log-returns, that history calls large for this market. */
export interface Thresholds {
  /** A fall from the highest close of the last 24 h that is a crash. */
  readonly crashDrop: number;
  /** A 24-hour move that counts as a trend. */
  readonly trendMove: number;
  /** Realised volatility of 24 h that counts as high: root of the sum of squared hourly returns. */
  readonly highVolatility: number;
}
