import { COLOUR } from '../../../domain/report/chart/theme.ts';
import type { EvaluationSummary, HorizonSummary } from '../scores/summary.ts';
import { diagram, type Diagram, type Panel, whiskers } from '../../../domain/report/diagram.ts';

/** Said and seen frequency of "up". */
export function reliabilityDiagram({ horizons }: EvaluationSummary): Diagram {
  return diagram(
    {
      name: 'reliability',
      title: 'Probability of up: said and seen, per cent',
      caption:
        'Reliability of p_up in ten equal-count bins. Whiskers: where 95 of 100 frequencies of a forecaster lie whose probabilities are right. ECE is the mean distance from the diagonal; what chance alone makes of it stands beside it.',
    },
    horizons.map(panelOf),
  );
}

function panelOf({ horizonHours, calibration: { reliability } }: HorizonSummary): Panel {
  const bins = reliability?.bins ?? [];
  const percent = (share: number) => 100 * share;
  const at = bins.flatMap(({ meanProbability, frequency }) => [percent(meanProbability), percent(frequency)]);
  const ends = (reliability?.chance ?? []).flat().map(percent);
  const low = Math.floor(Math.min(50, ...at, ...ends)) - 1;
  const high = Math.ceil(Math.max(50, ...at, ...ends)) + 1;
  const chance = (reliability?.chance ?? []).map(
    ([from, to], i) => [percent(bins[i].meanProbability), percent(from), percent(to)] as const,
  );
  const error = reliability
    ? `   ECE ${reliability.error.toFixed(3)}, chance up to ${reliability.chanceError.toFixed(3)}`
    : '';
  return {
    title: `${horizonHours} h${error}`,
    xAxis: { type: 'value', name: 'said, %', min: low, max: high },
    yAxis: { type: 'value', name: 'seen, %', min: low, max: high },
    series: [
      {
        type: 'line',
        showSymbol: false,
        lineStyle: { color: COLOUR.faint, type: 'dashed' },
        data: [
          [low, low],
          [high, high],
        ],
      },
      whiskers('y', chance, COLOUR.faint),
      {
        type: 'scatter',
        symbolSize: 9,
        itemStyle: { color: COLOUR.median },
        data: bins.map(({ meanProbability, frequency }) => [percent(meanProbability), percent(frequency)]),
      },
    ],
  };
}
