/** The facts of one horizon: ranges first, then touches, direction, baseline and what such forecasts were worth so far. */
import { type Fact, fact } from './fact.ts';
import { formatCount, formatHorizon, formatPercent, formatPrice, formatSignedPercent } from './figures.ts';
import type { ForecastSummary, NarrativeInput } from './input.ts';
import { formatChance } from './chance.ts';

/** Fewer decisions than this say nothing about coverage (METHODS §7). */
export const MIN_DECISIONS_FOR_COVERAGE = 85;

export function forecastFacts(
  forecast: ForecastSummary,
  input: NarrativeInput & { readonly basePrice: number },
  decimals: number,
): Fact[] {
  const prefix = `h${forecast.horizonHours}`;
  const price = (value: number) => formatPrice(value, decimals);
  const median = medianOf(forecast);
  const change = median / input.basePrice - 1;
  return [
    fact(`${prefix}.horizon`, forecast.horizonHours, formatHorizon(forecast.horizonHours)),
    fact(`${prefix}.method`, forecast.method),
    fact(`${prefix}.median`, median, price(median)),
    fact(`${prefix}.medianChange`, change, formatSignedPercent(change)),
    ...rangeFacts(prefix, forecast, price),
    ...widthFacts(prefix, forecast, price),
    fact(`${prefix}.pUp`, forecast.pUp, formatPercent(forecast.pUp)),
    fact(`${prefix}.directional`, forecast.directional),
    fact(`${prefix}.baseline.name`, forecast.baseline.name),
    fact(`${prefix}.baseline.pUp`, forecast.baseline.pUp, formatPercent(forecast.baseline.pUp)),
    ...touchFacts(prefix, forecast.horizonHours, input, price),
    ...evidenceFacts(prefix, forecast),
  ];
}

/** The quantile at one half. */
export function medianOf(forecast: Pick<ForecastSummary, 'levels' | 'quantiles'>): number {
  return forecast.quantiles[forecast.levels.indexOf(0.5)];
}

/** ln(width of the 80 % interval ÷ width of the baseline's), as a fraction: −0.18 is 18 % narrower. */
export function widthAgainstBaseline(forecast: ForecastSummary): number {
  const logWidth = ([low, high]: readonly [number, number]) => Math.log(high / low);
  return logWidth(forecast.intervals['80']) / logWidth(forecast.baseline.intervals['80']) - 1;
}

function rangeFacts(prefix: string, { intervals }: ForecastSummary, price: (value: number) => string): Fact[] {
  return (['50', '80', '95'] as const).flatMap((share) => [
    fact(`${prefix}.interval${share}.share`, Number(share) / 100, `${share}%`),
    fact(`${prefix}.interval${share}.low`, intervals[share][0], price(intervals[share][0])),
    fact(`${prefix}.interval${share}.high`, intervals[share][1], price(intervals[share][1])),
  ]);
}

/** What remains outside the intervals, on one side and on both. */
function widthFacts(prefix: string, forecast: ForecastSummary, price: (value: number) => string): Fact[] {
  const [low, high] = forecast.baseline.intervals['80'];
  const width = widthAgainstBaseline(forecast);
  return [
    fact(`${prefix}.interval50.side`, 0.25, '25%'),
    fact(`${prefix}.interval80.side`, 0.1, '10%'),
    fact(`${prefix}.interval95.outside`, 0.05, '5%'),
    fact(`${prefix}.baseline.interval80.low`, low, price(low)),
    fact(`${prefix}.baseline.interval80.high`, high, price(high)),
    ...(Number.isFinite(width) ? [fact(`${prefix}.widthVsBaseline`, width, formatPercent(Math.abs(width), 0))] : []),
  ];
}

/** The nearest touch prices above and below the base price. */
function touchFacts(
  prefix: string,
  horizonHours: number,
  input: NarrativeInput & { readonly basePrice: number },
  price: (value: number) => string,
): Fact[] {
  const touches = input.touches.filter((touch) => touch.horizonHours === horizonHours);
  const above = touches.filter((touch) => touch.price > input.basePrice).sort((a, b) => a.price - b.price);
  const below = touches.filter((touch) => touch.price < input.basePrice).sort((a, b) => b.price - a.price);
  const named = [
    ...above.map((touch, i) => [`touchUp${i + 1}`, touch] as const),
    ...below.map((touch, i) => [`touchDown${i + 1}`, touch] as const),
  ];
  return named.flatMap(([name, touch]) => [
    fact(`${prefix}.${name}.price`, touch.price, price(touch.price)),
    fact(`${prefix}.${name}.chance`, touch.probability, formatChance(touch.probability)),
  ]);
}

function evidenceFacts(prefix: string, { walkForward }: ForecastSummary): Fact[] {
  if (walkForward === null) return [];
  const { decisions, crpsSkillVsClimatology: skill, coverage80 } = walkForward;
  const counted = fact(`${prefix}.walkForward.decisions`, decisions, formatCount(decisions));
  if (decisions < MIN_DECISIONS_FOR_COVERAGE) return [counted];
  return [
    counted,
    fact(`${prefix}.walkForward.from`, walkForward.from, walkForward.from.slice(0, 10)),
    fact(`${prefix}.walkForward.to`, walkForward.to, walkForward.to.slice(0, 10)),
    fact(`${prefix}.walkForward.skill`, skill, formatSignedPercent(skill)),
    fact(`${prefix}.walkForward.coverage80`, coverage80, formatPercent(coverage80)),
  ];
}
