/** What became of a release, as a person reads it in a terminal: one line per horizon, then scenarios and cards. */
import { formatHorizon, formatPercent, formatPrice, formatSignedPercent, priceDecimals } from '../narrative/figures.ts';
import type { Cause } from '../ensemble/miss-cause.ts';
import type { OutcomeTag } from './outcome-tags.ts';
import type { SettledCard } from '../trade/settle.ts';
import type { OutcomeBody } from './outcome-entry.ts';

/** Ascending by horizon; a sentence where there are none. @example outcomeText(bodies).split('\n')[1] */
export function outcomeText(outcomes: readonly OutcomeBody[], causes: readonly CauseOfOutcome[] = []): string {
  if (outcomes.length === 0) return 'What became of it: nothing is settled yet.';
  return [
    'What became of it',
    ...outcomes.map((outcome) => `${horizonLine(outcome)}${causeText(outcome, causes)}`),
    ...outcomes.flatMap(settledLines),
  ].join('\n');
}

export interface CauseOfOutcome {
  readonly horizonHours: number;
  readonly miss: boolean;
  readonly cause: Cause | null;
  readonly tags: readonly OutcomeTag[];
}

function causeText({ horizonHours }: OutcomeBody, causes: readonly CauseOfOutcome[]): string {
  const found = causes.find((each) => each.horizonHours === horizonHours);
  if (!found) return '';
  const cause = found.miss ? `; cause: ${found.cause ?? 'not yet known, too few outcomes'}` : '';
  return `${cause}${found.tags.map((tag) => `; ${tag}`).join('')}`;
}

function horizonLine({ horizonHours, price, logReturn, scores, baselines, late }: OutcomeBody): string {
  const horizon = `  ${formatHorizon(horizonHours).padEnd(5)}`;
  if (price === null || logReturn === null || scores === null) return `${horizon} void: the closing bar is missing`;
  const climatology = baselines.find(({ name }) => name === 'climatology')?.scores;
  const against = climatology ? `, ${formatSignedPercent(1 - scores.crps / climatology.crps)} against climatology` : '';
  const where = scores.covered['80'] ? 'inside' : 'OUTSIDE';
  const moved = `${formatPrice(price, priceDecimals(price))} (${formatSignedPercent(Math.expm1(logReturn))})`;
  return `${horizon} ${moved}, ${where} the 80 % interval; CRPS ${formatPercent(scores.crps, 3)}${against}${late ? '; came late' : ''}`;
}

function settledLines({ scenarios, cards }: OutcomeBody): string[] {
  const lines: string[] = [];
  if (scenarios?.happened === 'void') lines.push('  scenarios void: a bar is missing');
  else if (scenarios) {
    const { happened, scores, climatology } = scenarios;
    lines.push(
      `  scenario ${happened}; Brier ${scores.brier.toFixed(3)}, climatology ${climatology.scores.brier.toFixed(3)}`,
    );
  }
  if (cards?.advice) lines.push(`  card ${cardText(cards.advice)}`);
  if (cards?.shadow) lines.push(`  shadow ${cardText(cards.shadow.long)}; ${cardText(cards.shadow.short)}`);
  return lines;
}

function cardText(card: SettledCard | 'void'): string {
  if (card === 'void') return 'void';
  return `${card.side} out by ${card.exit}, ${formatSignedPercent(card.grossReturn, 2)} before costs`;
}
