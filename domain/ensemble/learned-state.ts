/** What the ensemble knows from the past of this very market: plain JSON, a pure function of candles (DESIGN §10). */
import type { Direction } from '../calibration/direction.ts';
import type { Recalibration } from '../calibration/recalibration.ts';
import type { EpochMs } from '../market/candles.ts';
import type { Regime } from '../regime/regime.ts';
import type { PublishedForecast } from './published.ts';

/** What one member has been worth at one horizon. */
export interface MemberRecord {
  readonly model: string;
  /** Past decisions it answered whose outcome is known. */
  readonly decisions: number;
  /** CRPS skill against climatology on those decisions, recent ones counting more; 0 without any. */
  readonly skill: number;
  /** Share in the combination when every member answers; the shares of a horizon sum to 1. */
  readonly weight: number;
}

export interface HorizonState {
  readonly horizonBars: number;
  /** Ascending by model name. */
  readonly members: readonly MemberRecord[];
  /** Shares while the market is in a regime, in the order of the members; absent where they do not differ. */
  readonly byRegime?: Readonly<Partial<Record<Regime, readonly number[]>>>;
  /** Stretch of the combination by UTC hour of the decision, shape (24); 1 where the members know the hour themselves. */
  readonly hourScale: readonly number[];
  /** Null while the record is too thin: the combination is published as it is. */
  readonly recalibration: Recalibration | null;
  readonly direction: Direction;
  readonly walkForward: PublishedForecast['walkForward'];
}

export interface LearnedState {
  readonly schema: 1;
  readonly symbol: string;
  readonly boundary: EpochMs;
  readonly horizons: readonly HorizonState[];
}

/** A model's answers at past decisions, as `walkForward` of the models gives them. */
export interface WalkedMember {
  readonly model: string;
  readonly forecasts: readonly {
    readonly decision: EpochMs;
    readonly horizonBars: number;
    /** Shape (103); null when the member did not answer. */
    readonly quantiles: ArrayLike<number> | null;
  }[];
}
