/** What an exit rule is: a look at an open position and the market that answers what to do about it. */
import type { BaseQuantity, Price } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';

/** The market as it stands, with the last closed bar. */
export interface MarketReading {
  readonly time: EpochMs;
  readonly bid: Price;
  readonly ask: Price;
  readonly high: Price;
  readonly low: Price;
  /** Average true range; null where it is not known. */
  readonly atr: Price | null;
}

export interface ExitSettings {
  /** Rungs of the ladder, nearest first; shares of the whole position, which add up to 1 at most. */
  readonly targets: readonly { readonly price: Price; readonly share: BaseQuantity }[];
  /** When this price is reached the stop goes to the entry price. */
  readonly breakEvenAt: Price | null;
  /** Distances at which the stop follows the best price: a fraction of it, and a multiple of the average true range. */
  readonly trailingFraction: Price | null;
  readonly trailingAtrs: Price | null;
  readonly timeExitAt: EpochMs;
}

export interface HeldPosition {
  readonly side: 'LONG' | 'SHORT';
  readonly entryPrice: Price;
  readonly stopPrice: Price;
  readonly rungsTaken: number;
  /** Why the card no longer holds; null while it does. */
  readonly invalidatedBy: string | null;
  readonly exits: ExitSettings;
}

export type ExitAnswer =
  | { readonly kind: 'hold' }
  | { readonly kind: 'move-stop'; readonly stopPrice: Price }
  /** `share` of what was entered. */
  | { readonly kind: 'take-rung'; readonly share: BaseQuantity }
  | { readonly kind: 'close' };

export interface ExitRule {
  readonly name: string;
  /** Pure: the same position and market give the same answer. A stop never moves back. */
  check(held: HeldPosition, market: MarketReading): ExitAnswer;
}

export const HOLD: ExitAnswer = { kind: 'hold' };
export const CLOSE: ExitAnswer = { kind: 'close' };
