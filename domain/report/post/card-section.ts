/** The card of a post: the plan in figures to act on, or why there is none in one line. */
import { formatSignedPercent } from '../../narrative/figures.ts';
import type { TradePlan } from '../../trade/card.ts';
import type { PublishedInput } from '../input.ts';
import type { PostContext } from './context.ts';
import { bold, plain, type RichLine } from './rich.ts';
import type { Section } from './section.ts';
import type { Wording } from './wording.ts';

export function cardSection({ card }: PublishedInput, context: PostContext, wording: Wording): Section {
  if (card.plan !== null) return { isEssential: true, lines: planLines(card.plan, context, wording) };
  const reasons = [
    ...card.reasons.map((reason) => wording.noTradeReasons[reason]),
    ...card.vetoes.map((veto) => wording.vetoes[veto]),
  ];
  const best = card.considered === 0 ? '' : ` (${wording.bestWorth(signed(card.bestExpectedValue, wording))})`;
  return { isEssential: true, lines: [[bold(wording.noTrade(reasons)), plain(best)]] };
}

function planLines(plan: TradePlan, { zone }: PostContext, wording: Wording): RichLine[] {
  const names = wording.plan;
  const price = (decimal: string) => wording.figure(decimal);
  return [
    [bold(`${plan.side} ${plan.market}`), plain(` · ${signed(plan.expectedValue, wording)}`)],
    [plain(`${names.entry} `), bold(price(plan.entry)), plain(` · ${names.stop} `), bold(price(plan.stop))],
    ...plan.targets.map((target): RichLine => [plain(`${names.target} `), bold(price(target))]),
    [plain(`${names.leverage} ${wording.figure(String(plan.leverage))}× · ${names.risk} ${price(plan.riskQuote)}`)],
    [plain(`${names.validUntil} ${wording.moment(plan.validUntil, zone)}`)],
  ];
}

function signed(value: number, wording: Wording): string {
  return wording.figure(formatSignedPercent(value, 2));
}
