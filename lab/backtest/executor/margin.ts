import type { Decimal } from 'decimal.js';
import type { EpochMs } from '../../../domain/market/candles.ts';

/** What a perpetual lends, and what that costs. */
export interface Margin {
  /** Fraction of the position's value at which it is liquidated. */
  readonly maintenance: Decimal;
  /** Fraction of the position's value that a long one pays at a settlement; negative: receives. */
  fundingRateAt(settlement: EpochMs): Decimal;
}
