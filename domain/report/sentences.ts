/** The one-line statements of a release that console, report and post share. */
import { formatChance } from '../narrative/chance.ts';
import { cardReasons } from '../narrative/card-facts.ts';
import { REGIME_WORDS } from '../narrative/context-facts.ts';
import { formatCount, formatSignedPercent } from '../narrative/figures.ts';
import { formatClock, formatMoment } from '../narrative/moments.ts';
import { REGIMES } from '../regime/regime.ts';
import type { TradePlan } from '../trade/card.ts';
import type { ReportInput } from './input.ts';

/** `Thu 1 Jun 2023 15:00 Asia/Jerusalem (12:00 UTC)` */
export function cutoffMoment(cutoff: string, zone: string): string {
  const at = Date.parse(cutoff);
  return zone === 'UTC' ? formatMoment(at, zone) : `${formatMoment(at, zone)} (${formatClock(at, 'UTC')} UTC)`;
}

/** What the rules see, and what the next day was when they saw it before: the label is no forecast. */
export function regimeSentence(regime: NonNullable<ReportInput['regime']>): string {
  const next = REGIMES.filter((name) => regime.probabilities[name] >= 0.05)
    .sort((a, b) => regime.probabilities[b] - regime.probabilities[a])
    .map((name) => `${REGIME_WORDS[name]} ${formatChance(regime.probabilities[name])}`);
  return `The market has been in ${REGIME_WORDS[regime.regime]} since ${formatMoment(Date.parse(regime.since), 'UTC')}. The day after such hours has been: ${next.join(', ')}.`;
}

export function similarSentence({ verdict, asked, neighbours }: NonNullable<ReportInput['similar']>): string {
  if (verdict === 'enough') return `What followed the ${neighbours.length} past windows most like the present one:`;
  return `Only ${neighbours.length} of ${asked} similar windows could be found in this history, too few to lean on:`;
}

/** NO-TRADE with its reasons, or the plan in one sentence. */
export function cardSentence(card: ReportInput['card']): string {
  const weighed =
    card.considered === 0
      ? ''
      : ` ${formatCount(card.considered)} candidates were weighed; the best is worth ${formatSignedPercent(card.bestExpectedValue, 2)} after costs.`;
  if (card.plan === null) return `No trade: ${cardReasons(card).join('; ')}.${weighed}`;
  return `${card.plan.side} ${card.plan.market} at ${card.plan.entry}, expected to earn ${formatSignedPercent(card.plan.expectedValue, 2)} after costs.${weighed}`;
}

/** The figures of a plan as name and value. */
export function planRows(plan: TradePlan): string[][] {
  return [
    ['entry', plan.entry],
    ['stop', plan.stop],
    ...plan.targets.map((target, i) => [`target ${i + 1}`, target]),
    ['quantity', plan.quantity],
    ['leverage', `${plan.leverage}×`],
    ['lost at the stop, costs included', plan.riskQuote],
    ['valid until', formatMoment(plan.validUntil, 'UTC')],
    ['closed at the latest', formatMoment(plan.timeExitAt, 'UTC')],
  ];
}

/** Why there is no forecast. */
export function refusalSentence({ status, error }: Pick<ReportInput, 'status' | 'error'>): string {
  const verdict = status === 'missed' ? 'This slot was missed' : 'No forecast was made';
  return error === null ? `${verdict}.` : `${verdict}: ${error.message}`;
}
