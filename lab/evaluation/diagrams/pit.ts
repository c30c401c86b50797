import { COLOUR } from '../../../domain/report/chart/theme.ts';
import type { EvaluationSummary, HorizonSummary } from '../scores/summary.ts';
import { diagram, type Diagram, type Panel } from '../../../domain/report/diagram.ts';

/** Outcomes by their place in the forecast; a calibrated one is flat within the band. */
export function pitDiagram({ horizons }: EvaluationSummary): Diagram {
  return diagram(
    {
      name: 'pit',
      title: 'Where the outcome fell in the forecast (PIT)',
      caption:
        'Probability integral transform of the outcomes in twenty bins, relative to a flat histogram. Shaded: where 95 of 100 bins of a calibrated forecaster lie.',
    },
    horizons.map(panelOf),
  );
}

function panelOf({ horizonHours, calibration: { pitCounts } }: HorizonSummary): Panel {
  const bins = pitCounts.length;
  const expected = pitCounts.reduce((sum, count) => sum + count, 0) / bins;
  const spread = (1.96 * Math.sqrt(expected * (1 - 1 / bins))) / expected;
  return {
    title: `${horizonHours} h`,
    xAxis: {
      type: 'category',
      name: 'place in the forecast',
      data: pitCounts.map((_, i) => String(i / bins)),
      axisLabel: {
        fontSize: 12,
        color: COLOUR.muted,
        interval: 3,
        formatter: (label: string) => Number(label).toFixed(2),
      },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', name: 'relative frequency', min: 0 },
    series: [
      {
        type: 'bar',
        barCategoryGap: '8%',
        itemStyle: { color: COLOUR.fan, opacity: 0.75 },
        data: pitCounts.map((count) => count / expected),
        markArea: {
          silent: true,
          itemStyle: { color: COLOUR.ink, opacity: 0.13 },
          data: [[{ yAxis: 1 - spread }, { yAxis: 1 + spread }]],
        },
      },
    ],
  };
}
