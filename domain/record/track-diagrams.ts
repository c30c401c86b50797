/** What forecasts have been worth, drawn: coverage and skill as outcomes came in, and the reliability of p_up. */
import type { TrackRecord } from '../ledger/track-record.ts';
import type { Row } from '../ledger/track-rows.ts';
import { COLOUR } from '../report/chart/theme.ts';
import { type Arrangement, diagram, type Diagram, type Panel, ruler, whiskers } from '../report/diagram.ts';
import type { Language } from '../report/post/wording.ts';
import { TRACK_WORDS, type TrackWords } from './track-words.ts';

/** With fewer outcomes a share says nothing. */
const FEWEST = 10;

export interface TrackDiagramLook {
  readonly language: Language;
  /** By how many panels there are; as in a report unless told. */
  readonly arranged?: (panels: number) => Arrangement;
}

/** One symbol's planned releases; empty while too few outcomes are known. */
export function trackDiagrams(
  symbol: string,
  record: TrackRecord,
  rows: readonly Row[],
  { language, arranged }: TrackDiagramLook,
): Diagram[] {
  const words = TRACK_WORDS[language];
  const own = rows.filter((row) => row.symbol === symbol && row.stream === 'planned' && row.outcome?.scores);
  const horizons = [...new Set(own.map(({ horizonHours }) => horizonHours))].sort((a, b) => a - b);
  const ofHorizon = (hours: number) =>
    own.filter(({ horizonHours }) => horizonHours === hours).sort((a, b) => a.resolvedAt - b.resolvedAt);
  const enough = horizons.filter((hours) => ofHorizon(hours).length >= FEWEST);
  if (enough.length === 0) return [];
  const overTime = {
    name: 'over-time',
    title: words.overTime(symbol),
    caption: words.overTimeCaption(FEWEST),
    legend: enough.map(words.horizon),
  };
  const lines = (of: (rows: readonly Row[]) => readonly number[]) =>
    enough.map((hours) => ({
      type: 'line',
      name: words.horizon(hours),
      showSymbol: false,
      data: of(ofHorizon(hours)).flatMap((share, i) =>
        i + 1 < FEWEST ? [] : [[ofHorizon(hours)[i].resolvedAt, 100 * share]],
      ),
    }));
  const panels = [
    panel(words.held, words, [...lines(coverageSoFar), ruler('y', 80)]),
    panel(words.skill, words, [...lines(skillSoFar), ruler('y', 0)]),
  ];
  return [
    diagram(overTime, panels, arranged?.(panels.length)),
    ...reliabilityDiagrams(symbol, record, words, arranged),
  ];
}

function panel(title: string, { date }: TrackWords, series: Panel['series']): Panel {
  const axisLabel = { fontSize: 12, color: COLOUR.muted, hideOverlap: true, ...(date !== null && { formatter: date }) };
  return { title, xAxis: { type: 'time', axisLabel }, yAxis: { type: 'value', scale: true }, series };
}

function coverageSoFar(rows: readonly Row[]): number[] {
  let held = 0;
  return rows.map(({ outcome }, i) => (held += outcome?.scores?.covered['80'] ? 1 : 0) / (i + 1));
}

function skillSoFar(rows: readonly Row[]): number[] {
  let ours = 0;
  let theirs = 0;
  return rows.map(({ outcome }) => {
    ours += outcome?.scores?.crps ?? 0;
    theirs += outcome?.baselines.find(({ name }) => name === 'climatology')?.scores?.crps ?? 0;
    return 1 - ours / theirs;
  });
}

function reliabilityDiagrams(
  symbol: string,
  { cells }: TrackRecord,
  words: TrackWords,
  arranged: TrackDiagramLook['arranged'],
): Diagram[] {
  const panels = cells.flatMap(({ stream, horizonHours, published, ...cell }) => {
    const found = published?.reliability;
    if (cell.symbol !== symbol || stream !== 'planned' || !found) return [];
    const percent = (share: number) => 100 * share;
    const chance = found.chance.map(
      ([low, high], i) => [percent(found.bins[i].meanProbability), percent(low), percent(high)] as const,
    );
    const seen = found.bins.map(({ meanProbability, frequency }) => [percent(meanProbability), percent(frequency)]);
    const ends = [...seen, ...chance].flat();
    const [min, max] = [Math.floor(Math.min(45, ...ends)) - 1, Math.ceil(Math.max(55, ...ends)) + 1];
    const diagonal = { type: 'line', showSymbol: false, lineStyle: { color: COLOUR.faint, type: 'dashed' } };
    return [
      {
        title: words.outcomes(horizonHours, published.n),
        xAxis: { type: 'value', name: words.said, min, max },
        yAxis: { type: 'value', name: words.seen, min, max },
        series: [
          {
            ...diagonal,
            data: [
              [min, min],
              [max, max],
            ],
          },
          whiskers('y', chance, COLOUR.faint),
          { type: 'scatter', symbolSize: 9, itemStyle: { color: COLOUR.median }, data: seen },
        ],
      },
    ];
  });
  if (panels.length === 0) return [];
  const text = { name: 'reliability', title: words.reliability(symbol), caption: words.reliabilityCaption };
  return [diagram(text, panels, arranged?.(panels.length))];
}
