import type { Decomposition } from '../../../domain/scoring/decomposition.ts';
import { COLOUR } from '../../../domain/report/chart/theme.ts';
import type { EvaluationSummary, HorizonSummary } from '../scores/summary.ts';
import { diagram, type Diagram, type Panel } from '../../../domain/report/diagram.ts';

const LEGEND = ['miscalibration', 'discrimination'] as const;

/** What is lost by miscalibration and gained by discrimination, in per cent of the uncertainty. */
export function decompositionDiagram({ horizons }: EvaluationSummary): Diagram {
  return diagram(
    {
      name: 'decomposition',
      title: 'CORP decomposition, per cent of the uncertainty',
      caption:
        'Score = miscalibration − discrimination + uncertainty (isotonic recalibration): CRPS of the published forecast and of the combination before calibration, Brier score of p_up.',
      legend: LEGEND,
    },
    horizons.map(panelOf),
  );
}

function panelOf({ horizonHours, calibration: { crps, brier } }: HorizonSummary): Panel {
  const scores: [string, Decomposition][] = [
    ...(crps
      ? ([
          ['CRPS, published', crps.ensemble],
          ['CRPS, before', crps.uncalibrated],
        ] as [string, Decomposition][])
      : []),
    ...(brier ? ([['Brier', brier]] as [string, Decomposition][]) : []),
  ];
  const bars = (name: (typeof LEGEND)[number], colour: string) => ({
    name,
    type: 'bar',
    itemStyle: { color: colour, opacity: 0.85 },
    label: {
      show: true,
      position: 'top',
      fontSize: 12,
      color: COLOUR.ink,
      formatter: ({ value }: { value: number }) => value.toFixed(2),
    },
    data: scores.map(([, score]) => (100 * score[name]) / score.uncertainty),
  });
  return {
    title: `${horizonHours} h`,
    xAxis: { type: 'category', data: scores.map(([name]) => name), splitLine: { show: false } },
    yAxis: { type: 'value', name: '% of uncertainty', min: 0 },
    series: [bars('miscalibration', COLOUR.down), bars('discrimination', COLOUR.up)],
  };
}
