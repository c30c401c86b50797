/** Steps and minima of a venue: what it lets a quantity and a price be. */
import type { Decimal } from 'decimal.js';
import { type BaseQuantity, exact, type Price, type QuoteAmount, ZERO } from './money.ts';

export interface MarketSteps {
  readonly priceStep: Price;
  readonly quantityStep: BaseQuantity;
  readonly minQuantity: BaseQuantity;
  readonly minNotionalQuote: QuoteAmount;
}

/** The greatest multiple of `step` that is not above `value` (≥ 0); `step` > 0. @example floorToStep(new Money('0.12345'), new Money('0.001')) // 0.123 */
export function floorToStep(value: Decimal, step: Decimal): Decimal {
  return exact(value).divToInt(step).times(step);
}

/** The least multiple of `step` that is not below `value` (≥ 0); `step` > 0. */
export function ceilToStep(value: Decimal, step: Decimal): Decimal {
  const floored = floorToStep(value, step);
  return floored.equals(value) ? floored : floored.plus(step);
}

/** The multiple of `step` that is nearest to `value`; `step` > 0. */
export function nearestStep(value: Decimal, step: Decimal): Decimal {
  return exact(value).div(step).round().times(step);
}

/**
 * What of a quantity the venue takes at a price: floored to the step, and nothing where that is below a minimum.
 * Sellable are fills less the fees paid in base (INCIDENTS O11), so the book's position is what to ask for.
 */
export function sellable(quantity: BaseQuantity, price: Price, steps: MarketSteps): BaseQuantity {
  const floored = floorToStep(quantity, steps.quantityStep);
  const enough = floored.greaterThanOrEqualTo(steps.minQuantity);
  return enough && floored.times(price).greaterThanOrEqualTo(steps.minNotionalQuote) ? floored : ZERO;
}
