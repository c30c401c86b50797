/** The track record as a report: what is claimed, the figures behind it, every slot with its outcome. */
import type { TrackCell, TrackClaim, TrackRecord } from '../ledger/track-record.ts';
import type { Row, TrackRows } from '../ledger/track-rows.ts';
import type { EpochMs } from '../market/candles.ts';
import type { SourceKind } from '../market/sources.ts';
import { formatHorizon, formatPercent, formatSignedPercent } from '../narrative/figures.ts';
import { SIMULATED_BANNER } from '../report/banner.ts';
import { figureTable, type ReportBlock, wordTable } from '../report/blocks.ts';
import { claimSentence } from '../report/claim-sentence.ts';
import { ENGLISH_PAGE } from '../report/page/english.ts';

export interface TrackReportInput {
  readonly source: SourceKind;
  readonly record: TrackRecord;
  readonly rows: TrackRows;
  /** Cutoffs of the slots that are listed, `to` not included; all else counts every slot. */
  readonly listed: { readonly from: EpochMs; readonly to: EpochMs };
  /** Hash of the last ledger entry; null for an empty record. */
  readonly head: string | null;
  readonly charts: readonly { readonly svg: string; readonly caption: string }[];
}

export const TRACK_TITLE = 'Almanac: the track record';

export function trackReport(input: TrackReportInput): ReportBlock[] {
  const { source, record, head, charts } = input;
  const planned = record.cells.filter(({ stream }) => stream === 'planned');
  const others = record.cells.filter(({ stream }) => stream !== 'planned');
  return [
    { kind: 'heading', level: 1, text: TRACK_TITLE },
    ...(source === 'simulated' ? [{ kind: 'banner', text: SIMULATED_BANNER } as const] : []),
    { kind: 'paragraph', text: about(source, record.asOf, head) },
    { kind: 'heading', level: 2, text: 'What may be claimed' },
    planned.length > 0
      ? { kind: 'list', items: planned.flatMap(claimSentences) }
      : { kind: 'paragraph', text: 'Nothing: no slot has been planned yet.' },
    ...(planned.length > 0 ? figures('Planned slots', planned) : []),
    ...charts.map((chart) => ({ kind: 'chart', ...chart }) as const),
    ...(others.length > 0 ? figures('Releases by hand and others, which count for nothing above', others) : []),
    ...slotList(input),
    {
      kind: 'paragraph',
      text: 'In a cell: how far the price went, and whether it ended inside the 80 % range. Check all of it with verify-record (docs/RECORD.md).',
    },
  ];
}

function about(source: SourceKind, asOf: EpochMs, head: string | null): string {
  const end = head === null ? 'The record is empty.' : `The record ends with the entry ${head}.`;
  return `All forecasts on ${source} prices that were committed before anybody saw them, as of ${minute(asOf)}. Missed and refused slots are counted. Figures of planned slots, releases by hand and back-dated ones are never mixed. ${end}`;
}

function claimSentences({ symbol, horizonHours, claims }: TrackCell): string[] {
  const horizon = formatHorizon(horizonHours);
  const of = (claim: TrackClaim, what: string, base: string) =>
    `${claimSentence(claim, what, base, 'en')} Evidence ${claim.better.toFixed(1)} of 20.`;
  return [
    of(claims.width, ENGLISH_PAGE.claimedRanges(symbol, horizon), ENGLISH_PAGE.rangesBase),
    of(claims.direction, ENGLISH_PAGE.claimedDirection(symbol, horizon), ENGLISH_PAGE.directionBase),
  ];
}

function figures(title: string, cells: readonly TrackCell[]): ReportBlock[] {
  const header = ['', 'slots', 'published', 'missed', 'refused', 'outcomes', 'skill', '95 % of it', '50/80/95 % held'];
  const rows = cells.map(({ symbol, stream, horizonHours, counts, published }) => [
    `${symbol}${stream === 'planned' ? '' : ` ${stream}`}, ${horizonHours} h`,
    ...[
      stream === 'planned' ? counts.slots : null,
      counts.published,
      counts.missed,
      counts.fallback,
      counts.resolved,
    ].map((count) => (count === null ? '–' : String(count))),
    published ? formatSignedPercent(published.crpsSkill.value) : '–',
    intervalText(published?.crpsSkill),
    published ? coverageText(published) : '–',
  ]);
  return [{ kind: 'heading', level: 2, text: title }, figureTable(header, rows)];
}

function intervalText(estimate: { readonly low: number; readonly high: number } | undefined): string {
  if (!estimate || !Number.isFinite(estimate.low) || !Number.isFinite(estimate.high)) return 'not enough yet';
  return `${formatSignedPercent(estimate.low)} to ${formatSignedPercent(estimate.high)}`;
}

function coverageText({ coverage, coverageIsEnough }: NonNullable<TrackCell['published']>): string {
  const shares = (['50', '80', '95'] as const).map((name) => formatPercent(coverage[name], 0)).join(' / ');
  return coverageIsEnough ? shares : `${shares} (not enough yet)`;
}

function slotList({ rows, listed }: TrackReportInput): ReportBlock[] {
  const slots = rows.slots.filter(({ cutoff }) => {
    const at = Date.parse(cutoff);
    return at >= listed.from && at < listed.to;
  });
  const left = rows.slots.length - slots.length;
  const counted = `${slots.length} of ${rows.slots.length} are listed here; everything above counts all of them.`;
  return [
    { kind: 'heading', level: 2, text: left === 0 ? 'Every slot' : 'Slots' },
    ...(left === 0 ? [] : [{ kind: 'paragraph', text: counted } as const]),
    slotTable({ ...rows, slots }),
  ];
}

function slotTable({ slots, rows }: TrackRows): ReportBlock {
  const outcomes = Map.groupBy(rows, ({ releaseId }) => releaseId);
  const hours = [...new Set(rows.map(({ horizonHours }) => horizonHours))].sort((a, b) => a - b);
  const newestFirst = slots.toSorted((a, b) => (a.cutoff < b.cutoff ? 1 : a.cutoff > b.cutoff ? -1 : 0));
  return wordTable(
    ['slot (UTC)', 'symbol', '', ...hours.map((horizon) => `${horizon} h`)],
    newestFirst.map(({ releaseId, cutoff, symbol, stream, status, action }) => [
      minute(Date.parse(cutoff)),
      symbol,
      `${stream === 'planned' ? '' : `${stream}, `}${status === 'published' ? action : status}`,
      ...hours.map((horizon) => cellText(outcomes.get(releaseId)?.find((row) => row.horizonHours === horizon))),
    ]),
  );
}

function cellText(row: Row | undefined): string {
  if (row === undefined) return '';
  const { outcome } = row;
  if (outcome === null) return 'open';
  if (outcome.logReturn === null || outcome.scores === null) return 'void';
  return `${formatSignedPercent(Math.expm1(outcome.logReturn))} ${outcome.scores.covered['80'] ? 'inside' : 'OUTSIDE'}`;
}

/** `2026-11-20 10:00` */
function minute(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
