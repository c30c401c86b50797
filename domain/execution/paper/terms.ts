import type { Decimal } from 'decimal.js';
import type { MarketSteps } from '../../accounting/steps.ts';
import type { PaperVenue } from '../matching/venue.ts';

/** What the paper venue lets an account do, and what that costs. */
export interface PaperTerms {
  readonly costs: PaperVenue;
  readonly steps: MarketSteps;
  /** From a request to the first moment at which it can be filled. */
  readonly latencyMs: number;
  /** Null: a spot market, which lends neither coins nor money. */
  readonly margin: MarginTerms | null;
}

export interface MarginTerms {
  /** Most that positions may be worth, as a multiple of equity. */
  readonly leverage: Decimal;
  /** Fraction of the position's value at which it is liquidated. */
  readonly maintenanceMargin: Decimal;
  /** Rate of a settlement of which the feed tells none. */
  readonly usualFunding: Decimal;
}
