/** How much to trade so that the stop, with all costs, loses no more than was allowed. */
import { Decimal } from 'decimal.js';
import type { TradePlan } from './card.ts';
import { type CardSettings, roundTripCost, type TradingCosts } from './settings.ts';

/** The stop must be hit long before the venue liquidates: liquidation is at least so many stop distances away. */
export const LIQUIDATION_STOPS = 2;
const QUANTITY_DIGITS = 6;
const LEVERAGE_DECIMALS = 4;

export interface Sized {
  /** Base units, rounded down to six significant digits. */
  readonly quantity: Decimal;
  /** Notional / equity on a perpetual; 1 on spot, where nothing is borrowed. */
  readonly leverage: number;
  /** Quote units lost at the stop with fees, spread, slippage and funding. */
  readonly riskQuote: Decimal;
}

/**
 * Quantity = risk · equity / (stop distance + costs) (METHODS §6), less where the leverage cap, the distance to
 * liquidation or, on spot, the equity itself allows no more. `funding`: paid until the time exit, fraction of the price.
 */
export function size(
  { market, entry, stop, funding }: SizeRequest,
  { equityQuote, riskPerTrade, leverageCap }: CardSettings,
  costs: TradingCosts,
): Sized {
  const distance = entry.minus(stop).abs();
  const lossPerUnit = distance.plus(entry.times(roundTripCost(costs) + Math.max(0, funding)));
  const byRisk = new Decimal(equityQuote).times(riskPerTrade).div(lossPerUnit);
  const mostLeverage =
    market === 'spot'
      ? 1 / (1 + costs.takerFee)
      : Math.min(roundedDown(leverageCap), leverageForLiquidation(distance.div(entry).toNumber(), costs));
  const byLeverage = new Decimal(equityQuote).times(mostLeverage).div(entry);
  const quantity = Decimal.min(byRisk, byLeverage).toSignificantDigits(QUANTITY_DIGITS, Decimal.ROUND_DOWN);
  const leverage =
    market === 'spot' ? 1 : quantity.times(entry).div(equityQuote).toDecimalPlaces(LEVERAGE_DECIMALS).toNumber();
  return { quantity, leverage, riskQuote: quantity.times(lossPerUnit) };
}

interface SizeRequest {
  readonly market: TradePlan['market'];
  readonly entry: Decimal;
  readonly stop: Decimal;
  readonly funding: number;
}

/**
 * Distance from the entry to the liquidation price, as a fraction of the entry, with the whole equity as margin:
 * 1/leverage − maintenance margin. Nothing borrowed (spot): Infinity.
 */
export function liquidationDistance(plan: Pick<TradePlan, 'market' | 'leverage'>, costs: TradingCosts): number {
  return plan.market === 'spot' ? Number.POSITIVE_INFINITY : 1 / plan.leverage - costs.maintenanceMargin;
}

/** Most leverage at which liquidation stays LIQUIDATION_STOPS stop distances away. */
function leverageForLiquidation(stopDistance: number, costs: TradingCosts): number {
  return roundedDown(1 / (LIQUIDATION_STOPS * stopDistance + costs.maintenanceMargin));
}

/** To four decimals, as leverage is shown, so that rounding never takes it above a limit. */
function roundedDown(leverage: number): number {
  return Math.floor(leverage * 10 ** LEVERAGE_DECIMALS) / 10 ** LEVERAGE_DECIMALS;
}
