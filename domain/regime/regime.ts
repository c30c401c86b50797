import type { EpochMs } from '../market/candles.ts';

export const REGIMES = ['trend-up', 'trend-down', 'range', 'high-volatility', 'crash', 'recovery'] as const;
export type Regime = (typeof REGIMES)[number];

/** What the market looks like at one closed bar. Probabilities sum to 1. */
export interface RegimeVerdict {
  readonly regime: Regime;
  readonly probabilities: Readonly<Record<Regime, number>>;
  /** Probability of the named regime; a low one is a value, not an error. */
  readonly confidence: number;
  /** Close of the bar at which the present regime was entered. */
  readonly since: EpochMs;
  /** The figures the rules looked at, for the reader: ADX, ATR %, probability of the high-volatility state … */
  readonly evidence: Readonly<Record<string, number | null>>;
}
