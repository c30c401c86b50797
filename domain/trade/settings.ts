/** What cards are sized for and what a trade costs: the defaults, each with where it comes from. */

export interface CardSettings {
  /** Account equity in quote currency. */
  readonly equityQuote: number;
  /** Largest share of equity lost at the stop, costs included. */
  readonly riskPerTrade: number;
  readonly leverageCap: number;
  /** `spot`: LONG only, nothing borrowed; `perp`: both sides. */
  readonly market: 'spot' | 'perp';
}

/**
 * Equity and risk: F111, and the lower end of the sources' 0.5–1 % (contradiction 4). Leverage: a published default
 * must not be dangerous, so 3 instead of their 25 (contradiction 4). Both sides are published (contradiction 7).
 */
export const DEFAULT_CARD_SETTINGS: CardSettings = {
  equityQuote: 1000,
  riskPerTrade: 0.005,
  leverageCap: 3,
  market: 'perp',
};

/** As fractions of the price. */
export interface TradingCosts {
  /** Per fill; a trade has two. */
  readonly takerFee: number;
  /** Paid once over a round trip: half of it at each end. */
  readonly spread: number;
  /** Over a round trip. */
  readonly slippage: number;
  /** Per 8-hour funding interval on perpetuals, when the venue does not say. */
  readonly usualFunding: number;
  /** Of the notional; a position is liquidated when its margin falls to it. */
  readonly maintenanceMargin: number;
  /** Smallest order in quote currency. */
  readonly minNotionalQuote: number;
}

/**
 * Binance's published tariff for accounts without volume (spot taker 0.1 %, perpetual funding 0.01 % at rest,
 * maintenance margin 0.4–0.5 % in the first tier, smallest order 5 USDT); spread and slippage are cautious for liquid
 * pairs at this size. A venue that costs less makes cards no worse than announced.
 */
export const DEFAULT_COSTS: TradingCosts = {
  takerFee: 0.001,
  spread: 0.0005,
  slippage: 0.001,
  usualFunding: 0.0001,
  maintenanceMargin: 0.005,
  minNotionalQuote: 5,
};

/** What a round trip costs without funding, as a fraction of the price. */
export function roundTripCost({ takerFee, spread, slippage }: TradingCosts): number {
  return 2 * takerFee + spread + slippage;
}
