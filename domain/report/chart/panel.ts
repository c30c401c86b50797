/** The figures beside the picture: each horizon's range and chance of a higher close, and the scenarios. */
import { formatChances } from '../../narrative/chance.ts';
import {
  formatCount,
  formatHorizon,
  formatPercent,
  formatPrice,
  formatSignedPercent,
} from '../../narrative/figures.ts';
import { MIN_DECISIONS_FOR_COVERAGE } from '../../narrative/forecast-facts.ts';
import { SCENARIO_IDS } from '../../scenarios/scenario.ts';
import { type Json, rectangle, rule, text } from './drawing.ts';
import type { ChartInput } from './input.ts';
import { scenarioLabel } from '../scenario-label.ts';
import { COLOUR, PANEL } from './theme.ts';

const INSET = 20;
const LEFT = PANEL.left + INSET;
const RIGHT = PANEL.right - INSET;
const HORIZON_HEIGHT = 124;
const SCENARIO_HEIGHT = 42;

const SCENARIO_COLOURS = [COLOUR.up, '#7cc4b2', COLOUR.down, '#eaa3ae', COLOUR.faint] as const;

export function panel(input: ChartInput, decimals: number): Json[] {
  const scenariosTop = PANEL.top + 40 + input.forecasts.length * HORIZON_HEIGHT + 20;
  const worthTop = scenariosTop + 42 + input.scenarios.length * SCENARIO_HEIGHT;
  return [
    rectangle(
      { x: PANEL.left, y: PANEL.top, width: PANEL.right - PANEL.left, height: PANEL.bottom - PANEL.top },
      { fill: COLOUR.panel, stroke: COLOUR.hairline, radius: 12 },
    ),
    title('FORECAST', PANEL.top + 28),
    ...input.forecasts.flatMap((forecast, i) =>
      horizon(input, forecast, PANEL.top + 40 + i * HORIZON_HEIGHT, decimals),
    ),
    ...scenarios(input, scenariosTop, decimals),
    ...worth(input, worthTop),
  ];
}

function title(words: string, y: number): Json {
  return text(words, LEFT, y, { size: 12, bold: true, colour: COLOUR.faint });
}

function horizon(input: ChartInput, forecast: ChartInput['forecasts'][number], top: number, decimals: number): Json[] {
  const price = (value: number) => formatPrice(value, decimals);
  const median = forecast.quantiles[forecast.levels.indexOf(0.5)];
  const span = (share: '80' | '95') => forecast.intervals[share].map(price).join(' – ');
  const flip = forecast.directional ? '' : ' · coin flip';
  return [
    text(`in ${formatHorizon(forecast.horizonHours)}`, LEFT, top + 24, { size: 16, bold: true }),
    text(price(median), RIGHT, top + 24, { size: 22, bold: true, colour: COLOUR.median, align: 'right' }),
    ...row('median against now', formatSignedPercent(median / input.basePrice - 1), top + 52),
    ...row('80%', span('80'), top + 72),
    ...row('95%', span('95'), top + 92),
    ...row('higher close', `${formatPercent(forecast.pUp)}${flip}`, top + 112),
    rule(LEFT, top + HORIZON_HEIGHT + 4, RIGHT, top + HORIZON_HEIGHT + 4, COLOUR.hairline),
  ];
}

function row(label: string, content: string, y: number): Json[] {
  return [
    text(label, LEFT, y, { size: 12, colour: COLOUR.muted }),
    text(content, RIGHT, y, { size: 13, align: 'right' }),
  ];
}

function scenarios(input: ChartInput, top: number, decimals: number): Json[] {
  const { frame } = input;
  if (frame === null || input.scenarios.length === 0) return [];
  const chances = formatChances(input.scenarios.map(({ probability }) => probability));
  const widest = Math.max(...input.scenarios.map(({ probability }) => probability));
  return [
    title('WHICH LEVEL IS TOUCHED FIRST', top + 14),
    ...input.scenarios.flatMap(({ id, probability }, i) => {
      const y = top + 42 + i * SCENARIO_HEIGHT;
      const full = RIGHT - LEFT;
      return [
        text(scenarioLabel(id, frame, decimals), LEFT, y, { size: 13 }),
        text(chances[i], RIGHT, y, { size: 13, bold: true, align: 'right' }),
        rectangle({ x: LEFT, y: y + 12, width: full, height: 6 }, { fill: COLOUR.hairline, radius: 3 }),
        rectangle(
          { x: LEFT, y: y + 12, width: Math.max(6, (full * probability) / widest), height: 6 },
          { fill: SCENARIO_COLOURS[SCENARIO_IDS.indexOf(id)], radius: 3 },
        ),
      ];
    }),
  ];
}

/** What such forecasts were worth so far, at the longest horizon. */
function worth({ forecasts }: ChartInput, top: number): Json[] {
  const lead = forecasts[forecasts.length - 1];
  const { walkForward } = lead;
  if (walkForward === null || walkForward.decisions < MIN_DECISIONS_FOR_COVERAGE) return [];
  const { decisions, coverage80, crpsSkillVsClimatology } = walkForward;
  return [
    rule(LEFT, top, RIGHT, top, COLOUR.hairline),
    title(`SO FAR IN ${formatHorizon(lead.horizonHours).toUpperCase()}, WALK-FORWARD`, top + 24),
    ...row('decisions', formatCount(decisions), top + 50),
    ...row('80% range held', formatPercent(coverage80), top + 70),
    ...row('CRPS skill on climatology', formatSignedPercent(crpsSkillVsClimatology), top + 90),
  ];
}
