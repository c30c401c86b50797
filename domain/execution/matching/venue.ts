import type { Decimal } from 'decimal.js';
import type { BaseQuantity, Price } from '../../accounting/money.ts';

/** What trading costs at a venue and what it lets an order be; rates are fractions of the price or of the notional. */
export interface PaperVenue {
  readonly base: string;
  readonly quote: string;
  readonly quantityStep: BaseQuantity;
  /** Grid of the prices of orders; null where none is known, as in recorded candles. */
  readonly priceStep: Price | null;
  readonly takerFee: Decimal;
  readonly makerFee: Decimal;
  /** Which coin pays the fee of a buy; that of a sell is always paid in quote. */
  readonly buyFeeIn: 'base' | 'quote';
  /** A third coin that pays both instead, and what a unit of it costs in quote. */
  readonly feeCoin?: { readonly asset: string; readonly priceQuote: Price };
  /** Decimals of the amounts that a fee can be, rounded down; exact where absent. */
  readonly assetDecimals?: number;
  /** Between bid and ask; who takes pays half of it. */
  readonly spread: Decimal;
  /** On top, per fill of who takes. */
  readonly slippage: Decimal;
  /** Most of a bar's volume that all fills of the bar together may be; null: any quantity finds its other side. */
  readonly participation: Decimal | null;
}
