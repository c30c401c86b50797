/** The report of a release, from the first thing a reader wants to know to the last. */
import { AlmanacError } from '../errors.ts';
import { formatPrice, priceDecimals } from '../narrative/figures.ts';
import { SIMULATED_BANNER } from './banner.ts';
import { figureTable, type ReportBlock, type TableBlock } from './blocks.ts';
import { isPublished, type PublishedInput, type ReportInput } from './input.ts';
import { cardSentence, cutoffMoment, planRows, regimeSentence, similarSentence } from './sentences.ts';
import { eventTable, forecastTable, memberTable, similarTable, sourceTable, touchTable } from './tables.ts';

/** `svg` is null when the chart could not be drawn. `zone` is the IANA zone in which times are told. */
export interface ReportOptions {
  readonly svg: string | null;
  readonly zone: string;
}

/**
 * Blocks for Markdown and PDF. Throws `internal` for a release without a forecast: there is nothing to report, and the
 * caller does not ask.
 */
export function releaseReport(input: ReportInput, options: ReportOptions): ReportBlock[] {
  if (!isPublished(input)) {
    throw new AlmanacError(
      'internal',
      `The release ${input.releaseId} holds no forecast, so no report can be made of it.`,
      {
        releaseId: input.releaseId,
      },
    );
  }
  return [
    ...opening(input, options),
    ...section('Forecast', forecastTable(input)),
    ...section('Scenarios', eventTable(input)),
    ...section('Levels', touchTable(input)),
    ...context(input),
    ...argument(input),
    ...card(input),
    ...section('Models', memberTable(input), ...dropped(input)),
    ...section('Sources', sourceTable(input.sources)),
    ...closing(input),
  ];
}

const heading = (text: string): ReportBlock => ({ kind: 'heading', level: 2, text });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const list = (items: readonly string[]): ReportBlock => ({ kind: 'list', items });

function section(title: string, table: TableBlock | null, ...after: ReportBlock[]): ReportBlock[] {
  return table === null ? [] : [heading(title), table, ...after];
}

function opening(input: PublishedInput, { svg, zone }: ReportOptions): ReportBlock[] {
  const caption = `${input.symbol}: the last seven days, and the range of the next hours as of ${cutoffMoment(input.cutoff, zone)}.`;
  return [
    { kind: 'heading', level: 1, text: `${input.symbol} forecast` },
    paragraph(
      `As of ${cutoffMoment(input.cutoff, zone)}, at ${formatPrice(input.basePrice, priceDecimals(input.basePrice))}.`,
    ),
    ...(input.source === 'simulated' ? [{ kind: 'banner', text: SIMULATED_BANNER } as const] : []),
    ...(input.explanation ? [paragraph(input.explanation.headline)] : []),
    svg === null ? paragraph('The chart could not be drawn.') : { kind: 'chart', svg, caption },
    ...(input.explanation ? [paragraph(input.explanation.summary)] : []),
  ];
}

function context(input: PublishedInput): ReportBlock[] {
  const table = similarTable(input, 12);
  return [
    ...(input.regime ? [heading('Regime'), paragraph(regimeSentence(input.regime))] : []),
    ...(input.similar && table ? [heading('Similar windows'), paragraph(similarSentence(input.similar)), table] : []),
  ];
}

function argument({ explanation }: PublishedInput): ReportBlock[] {
  if (explanation === null) return [];
  const { bullCase, bearCase, whatWouldChangeOurMind } = explanation;
  const part = (title: string, points: readonly string[]) =>
    points.length === 0 ? [] : [heading(title), list(points)];
  return [
    ...part('The bull case', bullCase),
    ...part('The bear case', bearCase),
    ...part('What would change our mind', whatWouldChangeOurMind),
  ];
}

function card({ card: advice }: PublishedInput): ReportBlock[] {
  return [
    heading(`Card: ${advice.action}`),
    paragraph(cardSentence(advice)),
    ...(advice.plan ? [figureTable(['plan', ''], planRows(advice.plan))] : []),
  ];
}

function dropped({ forecasts }: PublishedInput): ReportBlock[] {
  const named = forecasts.flatMap(({ members }) => members.filter(({ droppedReason }) => droppedReason !== null));
  const reasons = [...new Set(named.map(({ model, droppedReason }) => `${model} was dropped: ${droppedReason}.`))];
  return reasons.length === 0 ? [] : [list(reasons)];
}

function closing(input: PublishedInput): ReportBlock[] {
  return [
    heading('About this release'),
    paragraph(
      `Release ${input.releaseId}, seed ${input.seed}, code ${input.codeVersion}. It is entered in the ledger before it is shown; its post carries the hash. Everything here was computed from data available at the cutoff. A forecast, not advice.`,
    ),
  ];
}
