/** What forecasts have been worth, drawn: coverage and skill as outcomes came in, and the reliability of p_up. */
import { FEWEST_FOR_COVERAGE, FEWEST_FOR_DIRECTION, type TrackRecord } from '../ledger/track-record.ts';
import { COLOUR } from '../report/chart/theme.ts';
import { type Arrangement, diagram, type Diagram, type Panel, ruler, whiskers } from '../report/diagram.ts';
import type { Language } from '../report/post/wording.ts';
import type { TrackCurve } from './track-curves.ts';
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
  curves: readonly TrackCurve[],
  { language, arranged }: TrackDiagramLook,
): Diagram[] {
  const words = TRACK_WORDS[language];
  const own = curves.filter((curve) => curve.symbol === symbol && curve.resolvedAt.length >= FEWEST);
  if (own.length === 0) return [];
  const enough = own.sort((a, b) => a.horizonHours - b.horizonHours);
  const overTime = {
    name: 'over-time',
    title: words.overTime(symbol),
    caption: words.overTimeCaption(FEWEST, FEWEST_FOR_COVERAGE),
    legend: enough.map(({ horizonHours }) => words.horizon(horizonHours)),
  };
  const lines = (of: 'held' | 'skill') =>
    enough.map((curve) => ({
      type: 'line',
      name: words.horizon(curve.horizonHours),
      showSymbol: false,
      data: Array.from(curve.resolvedAt, (at, i) => [at, 100 * curve[of][i]]).slice(FEWEST - 1),
    }));
  const panels = [
    panel(words.held, words, [...lines('held'), ruler('y', 80, '', COLOUR.muted)]),
    panel(words.skill, words, [...lines('skill'), ruler('y', 0, '', COLOUR.muted)]),
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
  const caption = words.reliabilityCaption(FEWEST, FEWEST_FOR_DIRECTION);
  const text = { name: 'reliability', title: words.reliability(symbol), caption };
  return [diagram(text, panels, arranged?.(panels.length))];
}
