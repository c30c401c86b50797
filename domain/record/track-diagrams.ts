/** What forecasts have been worth, drawn: coverage and skill as outcomes came in, and the reliability of p_up. */
import type { TrackRecord } from '../ledger/track-record.ts';
import type { Row } from '../ledger/track-rows.ts';
import { COLOUR } from '../report/chart/theme.ts';
import { diagram, type Diagram, type Panel, ruler, whiskers } from '../report/diagram.ts';

/** With fewer outcomes a share says nothing. */
const FEWEST = 10;

/** One symbol's planned releases; empty while too few outcomes are known. */
export function trackDiagrams(symbol: string, record: TrackRecord, rows: readonly Row[]): Diagram[] {
  const own = rows.filter((row) => row.symbol === symbol && row.stream === 'planned' && row.outcome?.scores);
  const horizons = [...new Set(own.map(({ horizonHours }) => horizonHours))].sort((a, b) => a - b);
  const ofHorizon = (hours: number) =>
    own.filter(({ horizonHours }) => horizonHours === hours).sort((a, b) => a.resolvedAt - b.resolvedAt);
  const enough = horizons.filter((hours) => ofHorizon(hours).length >= FEWEST);
  if (enough.length === 0) return [];
  const overTime = {
    name: 'over-time',
    title: `${symbol}: coverage and skill as outcomes came in, per cent`,
    caption: `Each line begins with the ${FEWEST}th outcome. Coverage: how often the 80 % range held, of all so far; skill: CRPS against climatology, of all so far.`,
    legend: enough.map((hours) => `${hours} h`),
  };
  const lines = (of: (rows: readonly Row[]) => readonly number[]) =>
    enough.map((hours) => ({
      type: 'line',
      name: `${hours} h`,
      showSymbol: false,
      data: of(ofHorizon(hours)).flatMap((share, i) =>
        i + 1 < FEWEST ? [] : [[ofHorizon(hours)[i].resolvedAt, 100 * share]],
      ),
    }));
  return [
    diagram(overTime, [
      panel('80 % range held', [...lines(coverageSoFar), ruler('y', 80)]),
      panel('skill against climatology', [...lines(skillSoFar), ruler('y', 0)]),
    ]),
    ...reliabilityDiagrams(symbol, record),
  ];
}

function panel(title: string, series: Panel['series']): Panel {
  return { title, xAxis: { type: 'time' }, yAxis: { type: 'value', scale: true }, series };
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

function reliabilityDiagrams(symbol: string, { cells }: TrackRecord): Diagram[] {
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
        title: `${horizonHours} h, ${published.n} outcomes`,
        xAxis: { type: 'value', name: 'said, %', min, max },
        yAxis: { type: 'value', name: 'seen, %', min, max },
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
  const caption =
    'Probability of up in ten equal-count bins. Whiskers: where 95 of 100 frequencies of a forecaster lie whose probabilities are right.';
  return [diagram({ name: 'reliability', title: `${symbol}: probability of up, said and seen`, caption }, panels)];
}
