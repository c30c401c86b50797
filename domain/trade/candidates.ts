/** The fixed list of trades that every release weighs: nothing is tuned to the day. */
import type { TradePlan } from './card.ts';

/** A trade in units of the 24-hour forecast's σ, entered at the market right after the cutoff. */
export interface Candidate {
  readonly side: TradePlan['side'];
  readonly stopSigmas: number;
  readonly targetSigmas: number;
  readonly exitHours: number;
}

/**
 * Stops of 0.5–1.5 σ24 and rewards of 1, 1.6 and 2.5 times the stop, after the sources' 0.8–2.4 ATR and 1.6–3.0
 * (F111, F112, contradiction 3), but in true horizon volatility; left at one of the published horizons.
 */
const STOP_SIGMAS = [0.5, 1, 1.5];
const REWARDS = [1, 1.6, 2.5];
const EXIT_HOURS = [4, 12, 24];

export const CANDIDATES: readonly Candidate[] = (['LONG', 'SHORT'] as const).flatMap((side) =>
  EXIT_HOURS.flatMap((exitHours) =>
    STOP_SIGMAS.flatMap((stopSigmas) =>
      REWARDS.map((reward) => ({ side, stopSigmas, targetSigmas: stopSigmas * reward, exitHours })),
    ),
  ),
);

/** Traded on paper by every release, whatever its advice (METHODS §6). */
export const SHADOW_CANDIDATES: Readonly<Record<'long' | 'short', Candidate>> = {
  long: { side: 'LONG', stopSigmas: 1, targetSigmas: 1.5, exitHours: 24 },
  short: { side: 'SHORT', stopSigmas: 1, targetSigmas: 1.5, exitHours: 24 },
};
