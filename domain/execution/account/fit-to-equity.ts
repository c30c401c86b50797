import { Money } from '../../accounting/money.ts';
import type { TradePlan } from '../../trade/card.ts';

const PARTS = 1_000;

/**
 * A card sized for one equity, for an account that has less: quantity and risk fall by the same share, rounded down to a
 * thousandth, so that the account risks no greater share of itself than the card did. An account that has more trades it
 * as it is.
 *
 * @example fitToEquity(plan, { equityQuote: 900, sizedForQuote: 1_000 }).quantity // 0.899 of the plan's
 */
export function fitToEquity(
  plan: TradePlan,
  { equityQuote, sizedForQuote }: { readonly equityQuote: number; readonly sizedForQuote: number },
): TradePlan {
  if (equityQuote >= sizedForQuote) return plan;
  const share = Math.max(0, Math.ceil((equityQuote / sizedForQuote) * PARTS - 1) / PARTS);
  const scaled = (text: string) => new Money(text).times(share).toFixed();
  return { ...plan, quantity: scaled(plan.quantity), riskQuote: scaled(plan.riskQuote) };
}
