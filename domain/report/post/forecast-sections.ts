/** What a post says of a forecast, a section per question a reader has. */
import { formatChance, formatChances } from '../../narrative/chance.ts';
import {
  formatCount,
  formatPercent,
  formatPrice,
  formatSignedPercent,
  priceDecimals,
} from '../../narrative/figures.ts';
import { MIN_DECISIONS_FOR_COVERAGE, medianOf, widthAgainstBaseline } from '../../narrative/forecast-facts.ts';
import type { PublishedInput, ReportForecast } from '../input.ts';
import { cardSection } from './card-section.ts';
import { changeSection } from './change-section.ts';
import type { LiveRecord, PostContext } from './context.ts';
import { bold, plain, type RichLine } from './rich.ts';
import type { Section } from './section.ts';
import type { Wording } from './wording.ts';

/** Prices above and below that a post names. */
const TOUCHES_EACH_WAY = 2;

export function forecastSections(input: PublishedInput, context: PostContext, wording: Wording): Section[] {
  const lead = input.forecasts[input.forecasts.length - 1];
  const price = (value: number) => wording.figure(formatPrice(value, priceDecimals(input.basePrice)));
  return [
    ranges(input, wording, price),
    touches(input, lead, wording, price),
    changeSection(context, wording),
    distribution(input, lead, wording, price),
    scenarios(input, context, wording, price),
    cardSection(input, context, wording),
    worth(input, lead, context.live, wording),
  ];
}

type Priced = (value: number) => string;

function ranges({ forecasts }: PublishedInput, wording: Wording, price: Priced): Section {
  const lead = forecasts[forecasts.length - 1];
  return {
    isEssential: true,
    lines: [
      [plain(wording.ranges)],
      ...forecasts.map(
        ({ horizonHours, intervals }): RichLine => [
          plain(`${wording.horizon(horizonHours)}: `),
          bold(span(intervals['80'], price)),
        ],
      ),
      ...widthLine(lead, wording),
    ],
  };
}

function widthLine(lead: ReportForecast, wording: Wording): RichLine[] {
  const width = widthAgainstBaseline(lead);
  if (lead.method === 'baseline' || !Number.isFinite(width)) return [];
  const percent = formatPercent(Math.abs(width), 0);
  return percent === '0%' ? [] : [[plain(wording.width(wording.figure(percent), width < 0))]];
}

function touches(input: PublishedInput, lead: ReportForecast, wording: Wording, price: Priced): Section {
  const known = input.touches.filter(({ horizonHours }) => horizonHours === lead.horizonHours);
  const above = known.filter((touch) => touch.price > input.basePrice).sort((a, b) => a.price - b.price);
  const below = known.filter((touch) => touch.price < input.basePrice).sort((a, b) => b.price - a.price);
  const line =
    (arrow: string) =>
    (touch: (typeof known)[number]): RichLine => [
      plain(`${arrow} ${price(touch.price)} `),
      bold(formatChance(touch.probability)),
    ];
  return {
    isEssential: true,
    lines: withTitle(wording.touches(wording.horizon(lead.horizonHours)), [
      ...above.slice(0, TOUCHES_EACH_WAY).reverse().map(line('↑')),
      ...below.slice(0, TOUCHES_EACH_WAY).map(line('↓')),
    ]),
  };
}

function distribution(input: PublishedInput, lead: ReportForecast, wording: Wording, price: Priced): Section {
  const horizon = wording.horizon(lead.horizonHours);
  const [median, chance] = [medianOf(lead), wording.figure(formatPercent(lead.pUp))];
  const direction = lead.directional
    ? wording.lean(horizon, chance, wording.figure(formatPercent(lead.baseline.pUp)))
    : wording.coinFlip(horizon, chance);
  const change = wording.figure(formatSignedPercent(median / input.basePrice - 1));
  return {
    isEssential: true,
    lines: [
      [plain(direction)],
      [plain(`${wording.middle(price(median), change)}; ${wording.halfTheTime(span(lead.intervals['50'], price))}`)],
      [plain(wording.nineteenOfTwenty(span(lead.intervals['95'], price)))],
    ],
  };
}

function scenarios(
  { frame, scenarios: all }: PublishedInput,
  { zone }: PostContext,
  wording: Wording,
  price: Priced,
): Section {
  if (frame === null) return { isEssential: false, lines: [] };
  const chances = formatChances(all.map(({ probability }) => probability));
  const [upper, lower] = [price(frame.upper), price(frame.lower)];
  return {
    isEssential: false,
    lines: withTitle(
      wording.scenarios(wording.moment(frame.deadline, zone)),
      all.map(({ id }, i): RichLine => [bold(chances[i]), plain(` ${wording.scenario[id](upper, lower)}`)]),
    ),
  };
}

/** What was published and resolved, and what the same code would have been worth before: never one number. */
function worth(
  { source }: PublishedInput,
  { walkForward }: ReportForecast,
  live: LiveRecord | null,
  wording: Wording,
): Section {
  const line = (name: string, known: LiveRecord | null): RichLine => [
    plain(`${name}: ${known === null ? wording.recordUnknown('0') : evidence(known, wording)}`),
  ];
  return {
    isEssential: false,
    lines: withTitle(wording.record, [
      line(source === 'live' ? wording.live : wording.published, live),
      line(wording.walkForward, walkForward),
    ]),
  };
}

function evidence({ decisions, coverage80, crpsSkillVsClimatology }: LiveRecord, wording: Wording): string {
  const count = wording.figure(formatCount(decisions));
  if (decisions < MIN_DECISIONS_FOR_COVERAGE) return wording.recordUnknown(count);
  const skill = wording.figure(formatPercent(Math.abs(crpsSkillVsClimatology)));
  const held = wording.held(wording.figure(formatPercent(coverage80)), count);
  return `${held}; ${wording.skill(skill, crpsSkillVsClimatology > 0)}`;
}

function span([low, high]: readonly [number, number], price: Priced): string {
  return `${price(low)} – ${price(high)}`;
}

function withTitle(title: string, lines: readonly RichLine[]): RichLine[] {
  return lines.length === 0 ? [] : [[plain(title)], ...lines];
}
