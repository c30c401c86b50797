/** A release as a person reads it in a terminal. */
import { formatAge, formatPrice, priceDecimals } from '../narrative/figures.ts';
import { SIMULATED_BANNER } from './banner.ts';
import { figureTable, type TableBlock } from './blocks.ts';
import { alignedTable, bullets, pairs, wrapped } from './console/layout.ts';
import { type Paint, paintFor } from './console/paint.ts';
import { isPublished, type PublishedInput, type ReportInput } from './input.ts';
import { cardSentence, cutoffMoment, planRows, refusalSentence, regimeSentence, similarSentence } from './sentences.ts';
import { forecastTable, scenarioTable, similarTable, sourceTable, touchTable } from './tables.ts';

/** How many of the similar windows are listed one by one. */
const WINDOWS_LISTED = 5;

/** A release and its place in the ledger; a `PrintedRelease` satisfies it. */
export interface PrintedInput extends ReportInput {
  readonly ledger: { readonly sequence: number; readonly hash: string; readonly previousHash: string };
}

export interface ConsoleOptions {
  /** False when piped. */
  readonly colour: boolean;
  /** Characters in a line. */
  readonly width: number;
  /** Where things can be looked at; null: not there. */
  readonly places: {
    readonly workflow: string | null;
    readonly chart: string | null;
    readonly report: string | null;
    readonly post: string | null;
  };
  /** IANA zone in which the cutoff is told beside UTC. */
  readonly zone?: string;
}

interface Page {
  readonly width: number;
  readonly paint: Paint;
}

export function consoleText(release: PrintedInput, options: ConsoleOptions): string {
  const page = { width: options.width, paint: paintFor(options.colour) };
  const sections = [
    opening(release, options.zone ?? 'UTC', page),
    ...(isPublished(release) ? forecastSections(release, page) : [refusal(release, page)]),
    titled('Sources', alignedTable(sourceTable(release.sources), page.width, page.paint), page),
    titled('Where', where(release, options, page), page),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function opening(release: PrintedInput, zone: string, { width, paint }: Page): string[] {
  const title = `${release.symbol}  ${cutoffMoment(release.cutoff, zone)}`;
  const age = release.sources.find(({ name }) => name.startsWith('prices:'))?.ageMs ?? null;
  const facts = [
    `${release.slot} slot`,
    `${release.source} prices`,
    ...(age === null ? [] : [`${formatAge(age)} old`]),
    ...(isPublished(release) ? [`price ${formatPrice(release.basePrice, priceDecimals(release.basePrice))}`] : []),
  ];
  return [
    ...(release.source === 'simulated' ? [paint.warning(centred(SIMULATED_BANNER, width)), ''] : []),
    paint.strong(title),
    paint.faint(facts.join(' · ')),
    paint.faint('─'.repeat(width)),
    ...(release.explanation ? [...wrapped(release.explanation.headline, width).map(paint.strong), ''] : []),
    ...(release.explanation ? wrapped(release.explanation.summary, width) : []),
  ];
}

function forecastSections(release: PublishedInput, page: Page): string[][] {
  const { explanation, similar, regime } = release;
  return [
    table('Forecast', forecastTable(release), page),
    table('Scenarios', scenarioTable(release), page),
    table('Levels', touchTable(release), page),
    regime ? titled('Regime', wrapped(regimeSentence(regime), page.width), page) : [],
    similar ? table('Similar windows', similarTable(release, WINDOWS_LISTED), page, similarSentence(similar)) : [],
    explanation ? titled('Bull case', bullets(explanation.bullCase, page.width), page) : [],
    explanation ? titled('Bear case', bullets(explanation.bearCase, page.width), page) : [],
    explanation
      ? titled('What would change our mind', bullets(explanation.whatWouldChangeOurMind, page.width), page)
      : [],
    card(release, page),
  ];
}

function card({ card: advice }: PublishedInput, page: Page): string[] {
  const { paint, width } = page;
  const colour = { LONG: paint.good, SHORT: paint.bad, 'NO-TRADE': paint.strong }[advice.action];
  return [
    `${paint.strong('Card')}  ${colour(advice.action)}`,
    ...wrapped(cardSentence(advice), width),
    ...(advice.plan ? alignedTable(figureTable(['plan', ''], planRows(advice.plan)), width, paint) : []),
  ];
}

function refusal(release: PrintedInput, { width, paint }: Page): string[] {
  const verdict = release.status === 'missed' ? 'MISSED' : 'NO FORECAST';
  const code = release.error ? `  ${release.error.code}` : '';
  return [paint.bad(`${verdict}${code}`), ...wrapped(refusalSentence(release), width)];
}

function where(release: PrintedInput, { places }: ConsoleOptions, { width }: Page): string[] {
  const known = Object.entries(places).filter((entry): entry is [string, string] => entry[1] !== null);
  return pairs(
    [
      ...known,
      ['release', release.releaseId],
      ['ledger', `row ${release.ledger.sequence} of the ${release.source} chain`],
      ['hash', release.ledger.hash],
      ['code', `${release.codeVersion}, ${release.recipe ? `recipe ${release.recipe}, ` : ''}seed ${release.seed}`],
    ],
    width,
  );
}

function table(title: string, block: TableBlock | null, page: Page, lead?: string): string[] {
  if (block === null) return [];
  return titled(
    title,
    [...(lead ? wrapped(lead, page.width) : []), ...alignedTable(block, page.width, page.paint)],
    page,
  );
}

function titled(title: string, lines: readonly string[], { paint }: Page): string[] {
  return lines.length === 0 ? [] : [paint.strong(title), ...lines];
}

function centred(text: string, width: number): string {
  const left = Math.max(0, Math.floor((width - text.length) / 2));
  return `${' '.repeat(left)}${text}`.padEnd(width);
}
