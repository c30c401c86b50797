/** The facts of the trade card: a plan, or why there is none. */
import type { TradeCard, TradePlan } from '../trade/card.ts';
import { type Fact, fact } from './fact.ts';
import { formatCount, formatSignedPercent } from './figures.ts';
import { formatMoment } from './moments.ts';
import { NO_TRADE_WORDS, VETO_WORDS } from './reasons.ts';

export function cardFacts(card: TradeCard): Fact[] {
  const reasons = cardReasons(card);
  return [
    fact('card.action', card.action),
    fact('card.considered', card.considered, formatCount(card.considered)),
    ...(card.considered > 0
      ? [fact('card.bestExpectedValue', card.bestExpectedValue, formatSignedPercent(card.bestExpectedValue, 2))]
      : []),
    ...(reasons.length > 0 ? [fact('card.reasons', reasons.join('; '))] : []),
    ...(card.plan ? planFacts(card.plan) : []),
  ];
}

/** Reasons and vetoes in words. */
export function cardReasons(card: Pick<TradeCard, 'reasons' | 'vetoes'>): string[] {
  return [...card.reasons.map((reason) => NO_TRADE_WORDS[reason]), ...card.vetoes.map((veto) => VETO_WORDS[veto])];
}

function planFacts(plan: TradePlan): Fact[] {
  return [
    fact('card.market', plan.market),
    fact('card.entry', plan.entry),
    fact('card.stop', plan.stop),
    ...plan.targets.map((target, i) => fact(`card.target${i + 1}`, target)),
    fact('card.leverage', plan.leverage, `${plan.leverage}×`),
    fact('card.risk', plan.riskQuote),
    fact('card.expectedValue', plan.expectedValue, formatSignedPercent(plan.expectedValue, 2)),
    fact('card.validUntil', plan.validUntil, formatMoment(plan.validUntil, 'UTC')),
    fact('card.timeExitAt', plan.timeExitAt, formatMoment(plan.timeExitAt, 'UTC')),
  ];
}
