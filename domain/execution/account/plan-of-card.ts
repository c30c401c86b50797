import { type BaseQuantity, Money, shareOf } from '../../accounting/money.ts';
import { ceilToStep, floorToStep, type MarketSteps, sellable } from '../../accounting/steps.ts';
import type { TradePlan, VetoReason } from '../../trade/card.ts';
import type { ExecutionPlan } from './plan.ts';

const ONE = new Money(1);

/**
 * A card as the executor takes it: entered at the market, left at its stop, its targets in equal shares, or its time. On
 * the venue's steps it never risks more than the card did: the quantity goes down, the stop no further from the entry. A
 * card that anything speaks against, or of which the venue's minima leave nothing, becomes a plan that is refused.
 *
 * @example planOfCard({ planId: `${releaseId}/advice`, plan, vetoes: card.vetoes }, venue.steps)
 */
export function planOfCard(
  card: { readonly planId: string; readonly plan: TradePlan; readonly vetoes: readonly VetoReason[] },
  steps: MarketSteps,
): ExecutionPlan {
  const { planId, plan, vetoes } = card;
  const { side, targets, timeExitAt, validUntil } = plan;
  const quantity = sellable(new Money(plan.quantity), new Money(plan.entry), steps);
  const nearer = side === 'LONG' ? ceilToStep : floorToStep;
  return {
    planId,
    side,
    quantity,
    stopPrice: nearer(new Money(plan.stop), steps.priceStep),
    exits: {
      targets: sharesOf(targets.length).map((share, i) => ({ price: new Money(targets[i]), share })),
      breakEvenAt: null,
      trailingFraction: null,
      trailingAtrs: null,
      timeExitAt,
    },
    validUntil,
    verdict: vetoes.length === 0 && !quantity.isZero() ? 'pass' : 'veto',
    riskQuote: Number(plan.riskQuote),
  };
}

/** Equal, and 1 in all. */
function sharesOf(count: number): BaseQuantity[] {
  const share = shareOf(ONE, ONE, new Money(count));
  return Array.from({ length: count }, (_, i) => (i < count - 1 ? share : ONE.minus(share.times(count - 1))));
}
