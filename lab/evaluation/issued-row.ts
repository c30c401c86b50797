import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { RegimeVerdict } from '../../domain/regime/regime.ts';
import type { Touch } from './touches.ts';

/** One decision at one horizon. */
export interface IssuedRow {
  readonly decision: EpochMs;
  readonly horizonHours: number;
  /** NaN when the bar is missing. */
  readonly basePrice: number;
  /** Log-return that followed; NaN when void. */
  readonly outcome: number;
  readonly refusedReason: string | null;
  /** Null when the decision was refused. */
  readonly forecast: PublishedForecast | null;
  /** The members averaged by their shares, before anything was calibrated. */
  readonly combined: Float64Array | null;
  readonly regime: RegimeVerdict | null;
  /** What followed the similar windows that a release would show; shape (103), null where there are none. */
  readonly neighbours: Float64Array | null;
  /** What stands in for a refused decision when all slots are counted (METHODS §8); null where even it cannot be told. */
  readonly reference: ArrayLike<number> | null;
  /** None when the decision was refused, or a bar of the span is missing. */
  readonly touches: readonly Touch[];
}
