/** The short text that publishers send: ranges first, then what it does not know, then how to check it. */
import { formatChances } from '../narrative/chance.ts';
import {
  formatCount,
  formatHorizon,
  formatPercent,
  formatPrice,
  formatSignedPercent,
  priceDecimals,
} from '../narrative/figures.ts';
import { MIN_DECISIONS_FOR_COVERAGE, medianOf } from '../narrative/forecast-facts.ts';
import { formatMoment } from '../narrative/moments.ts';
import { firstTouches } from '../narrative/scenario-facts.ts';
import { SIMULATED_BANNER } from './banner.ts';
import { isPublished, type PublishedInput, type ReportForecast, type ReportInput } from './input.ts';
import { cardSentence, refusalSentence } from './sentences.ts';

/** Plain text of at most about 1,000 characters. `ledger`: where the release is entered; the post then carries it. */
export function postText(input: ReportInput, ledger?: { readonly sequence: number; readonly hash: string }): string {
  const lines = [
    `${input.symbol}, ${formatMoment(Date.parse(input.cutoff), 'UTC')}`,
    ...(input.source === 'simulated' ? [SIMULATED_BANNER] : []),
    ...(isPublished(input) ? forecastLines(input) : [refusalSentence(input)]),
    ...(ledger ? [`Ledger ${ledger.sequence}: ${ledger.hash}`] : []),
  ];
  return lines.join('\n');
}

function forecastLines(input: PublishedInput): string[] {
  const decimals = priceDecimals(input.basePrice);
  const lead = input.forecasts[input.forecasts.length - 1];
  return [
    `Price ${formatPrice(input.basePrice, decimals)}`,
    ...input.forecasts.map((forecast) => rangeLine(forecast, input.basePrice, decimals)),
    ...touchLine(input, decimals),
    directionLine(lead),
    evidenceLine(lead),
    cardSentence(input.card),
    'A forecast, not advice.',
  ];
}

function rangeLine(forecast: ReportForecast, basePrice: number, decimals: number): string {
  const span = (share: '80' | '95') =>
    forecast.intervals[share].map((price) => formatPrice(price, decimals)).join(' – ');
  const median = medianOf(forecast);
  return `In ${formatHorizon(forecast.horizonHours)}: ${span('80')} (80%), ${span('95')} (95%), median ${formatPrice(median, decimals)} (${formatSignedPercent(median / basePrice - 1)})`;
}

function touchLine({ frame, scenarios }: PublishedInput, decimals: number): string[] {
  if (frame === null || scenarios.length === 0) return [];
  const [up, down, neither] = formatChances(firstTouches(scenarios));
  const [upper, lower] = [formatPrice(frame.upper, decimals), formatPrice(frame.lower, decimals)];
  return [`Touched first: ${upper} ${up}, ${lower} ${down}, neither ${neither}`];
}

function directionLine({ horizonHours, pUp, directional, baseline }: ReportForecast): string {
  if (!directional)
    return `Up or down in ${formatHorizon(horizonHours)}: coin flip (${formatPercent(pUp)}, the base rate)`;
  return `Higher close in ${formatHorizon(horizonHours)}: ${formatPercent(pUp)} (base rate ${formatPercent(baseline.pUp)})`;
}

function evidenceLine({ horizonHours, walkForward, baseline }: ReportForecast): string {
  const n = `n = ${formatCount(walkForward?.decisions ?? 0)}`;
  if (walkForward === null || walkForward.decisions < MIN_DECISIONS_FOR_COVERAGE) {
    return `Worth so far (${formatHorizon(horizonHours)}, walk-forward): not enough yet (${n})`;
  }
  return `Worth so far (${formatHorizon(horizonHours)}, walk-forward, ${n}): 80% range held ${formatPercent(walkForward.coverage80)}, CRPS skill on ${baseline.name} ${formatSignedPercent(walkForward.crpsSkillVsClimatology)}`;
}
