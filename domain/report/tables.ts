/** The tables of a release; console, Markdown and PDF show the same ones. */
import { formatChance } from '../narrative/chance.ts';
import { outcomesOf } from '../narrative/context-facts.ts';
import {
  formatAge,
  formatCount,
  formatHorizon,
  formatPercent,
  formatPrice,
  formatSignedPercent,
  priceDecimals,
} from '../narrative/figures.ts';
import { MIN_DECISIONS_FOR_COVERAGE, medianOf, widthAgainstBaseline } from '../narrative/forecast-facts.ts';
import { formatStamp } from '../narrative/moments.ts';
import { quantileSorted } from '../numeric/quantiles.ts';
import { figureTable, type TableBlock, wordTable } from './blocks.ts';
import type { PublishedInput, ReportForecast, SourceRow } from './input.ts';
import { scenarioLabel } from './scenario-label.ts';

/** One column per horizon: the distribution, then what it is measured against. */
export function forecastTable(input: PublishedInput): TableBlock {
  const price = (value: number) => formatPrice(value, priceDecimals(input.basePrice));
  const span = ([low, high]: readonly [number, number]) => `${price(low)}–${price(high)}`;
  const row = (name: string, figure: (forecast: ReportForecast) => string) => [name, ...input.forecasts.map(figure)];
  return figureTable(
    ['', ...input.forecasts.map(({ horizonHours }) => `in ${formatHorizon(horizonHours)}`)],
    [
      row('median', (f) => price(medianOf(f))),
      row('median against now', (f) => formatSignedPercent(medianOf(f) / input.basePrice - 1)),
      row('50% interval', (f) => span(f.intervals['50'])),
      row('80% interval', (f) => span(f.intervals['80'])),
      row('95% interval', (f) => span(f.intervals['95'])),
      row('p_up, higher close', (f) => `${formatPercent(f.pUp)}${f.directional ? '' : ', coin flip'}`),
      row('climatology 80%', (f) => span(f.baseline.intervals['80'])),
      row('climatology p_up', (f) => formatPercent(f.baseline.pUp)),
      row('80% width against it', (f) => formatSignedPercent(widthAgainstBaseline(f), 0)),
      row('walk-forward 80% held', (f) => evidence(f, (w) => formatPercent(w.coverage80))),
      row('walk-forward CRPS skill', (f) => evidence(f, (w) => formatSignedPercent(w.crpsSkillVsClimatology))),
      row('walk-forward decisions', (f) => formatCount(f.walkForward?.decisions ?? 0)),
    ],
  );
}

function evidence(
  { walkForward }: ReportForecast,
  figure: (known: NonNullable<ReportForecast['walkForward']>) => string,
): string {
  return walkForward && walkForward.decisions >= MIN_DECISIONS_FOR_COVERAGE ? figure(walkForward) : 'not enough yet';
}

export function scenarioTable({ frame, scenarios, basePrice }: PublishedInput): TableBlock | null {
  if (frame === null || scenarios.length === 0) return null;
  const decimals = priceDecimals(basePrice);
  return figureTable(
    ['scenario', 'probability'],
    scenarios.map(({ id, probability }) => [scenarioLabel(id, frame, decimals), formatPercent(probability)]),
  );
}

/** The scenarios in the words that decide them, so that anybody can resolve them later. */
export function eventTable({ scenarios }: PublishedInput): TableBlock | null {
  if (scenarios.length === 0) return null;
  return figureTable(
    ['what happens', 'probability'],
    scenarios.map(({ event, probability }) => [event, formatPercent(probability)]),
  );
}

/** Chance of each price being touched, by horizon; highest price first. */
export function touchTable({ touches, levels, basePrice }: PublishedInput): TableBlock | null {
  if (touches.length === 0) return null;
  const decimals = priceDecimals(basePrice);
  const horizons = [...new Set(touches.map(({ horizonHours }) => horizonHours))].sort((a, b) => a - b);
  const prices = [...new Set(touches.map(({ price }) => price))].sort((a, b) => b - a);
  const chance = (price: number, hours: number) => touches.find((t) => t.price === price && t.horizonHours === hours);
  return figureTable(
    ['price', 'what', ...horizons.map((hours) => `touched in ${formatHorizon(hours)}`)],
    prices.map((price) => [
      formatPrice(price, decimals),
      levels.find((level) => level.price === price)?.kind ?? (price > basePrice ? 'above' : 'below'),
      ...horizons.map((hours) => formatChance(chance(price, hours)?.probability ?? 0)),
    ]),
  );
}

/** The nearest windows and what followed each; then what followed all of them. */
export function similarTable({ similar, forecasts }: PublishedInput, shown: number): TableBlock | null {
  if (similar === null || similar.neighbours.length === 0) return null;
  const horizons = forecasts.map(({ horizonHours }) => horizonHours);
  const change = (logReturn: number | null | undefined) =>
    logReturn === null || logReturn === undefined ? 'missing' : formatSignedPercent(Math.expm1(logReturn));
  const over = (figure: (outcomes: number[]) => string) =>
    horizons.map((hours) => {
      const outcomes = outcomesOf(similar, hours);
      return outcomes.length === 0 ? 'missing' : figure(outcomes);
    });
  return figureTable(
    ['window ending (UTC)', 'distance', ...horizons.map((hours) => `${formatHorizon(hours)} later`)],
    [
      ...similar.neighbours
        .slice(0, shown)
        .map(({ closeTime, distance, outcomes }) => [
          formatStamp(closeTime, 'UTC'),
          distance.toFixed(2),
          ...horizons.map((hours) => change(outcomes[String(hours)])),
        ]),
      [`median of all ${similar.neighbours.length}`, '', ...over((outcomes) => change(quantileSorted(outcomes, 0.5)))],
      ['rose', '', ...over((all) => `${all.filter((one) => one > 0).length} of ${all.length}`)],
    ],
  );
}

/** Weight of each member by horizon, or why it was dropped. */
export function memberTable({ forecasts }: PublishedInput): TableBlock | null {
  const models = [...new Set(forecasts.flatMap(({ members }) => members.map(({ model }) => model)))];
  if (models.length === 0) return null;
  const cell = ({ members }: ReportForecast, model: string) => {
    const member = members.find((one) => one.model === model);
    if (!member) return 'not asked';
    return member.droppedReason === null ? formatPercent(member.weight, 0) : 'dropped';
  };
  return figureTable(
    ['model', ...forecasts.map(({ horizonHours }) => `weight at ${formatHorizon(horizonHours)}`)],
    models.map((model) => [model, ...forecasts.map((forecast) => cell(forecast, model))]),
  );
}

export function sourceTable(sources: readonly SourceRow[]): TableBlock {
  return wordTable(
    ['source', 'status', 'age', 'remarks'],
    sources.map(({ name, status, ageMs, reason, findings }) => [
      name,
      status,
      ageMs === null ? '' : formatAge(ageMs),
      [...(reason === null ? [] : [reason]), ...findings].join('; '),
    ]),
  );
}
