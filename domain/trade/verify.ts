/** The last look at a plan before anybody sees it: every reason to reject it is asked, and any one rejects it. */
import { type TradeCard, type TradePlan, VETO_REASONS, type VetoReason } from './card.ts';
import { MARKET_VETOES } from './vetoes/market.ts';
import { PLAN_VETOES } from './vetoes/plan.ts';
import type { VerifyContext, Veto } from './vetoes/veto.ts';

const VETOES: Readonly<Record<VetoReason, Veto>> = { ...PLAN_VETOES, ...MARKET_VETOES };

/**
 * The validators of F113 and F114 as a closed list, without their thresholds on p and confidence (METHODS §6).
 * Every reason that applies, in the order of VETO_REASONS; none: the plan may be shown.
 */
export function verifyCard(plan: TradePlan, context: VerifyContext): VetoReason[] {
  return VETO_REASONS.filter((reason) => VETOES[reason](plan, context));
}

/** Any veto makes the card NO-TRADE, and its plan is gone. */
export function applyVerdict(card: TradeCard, vetoes: readonly VetoReason[]): TradeCard {
  if (vetoes.length === 0) return card;
  return { ...card, action: 'NO-TRADE', reasons: [...card.reasons, 'vetoed-by-verifier'], vetoes, plan: null };
}
