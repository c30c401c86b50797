import { levelIndex } from '../../../domain/numeric/levels.ts';
import { quantileSorted } from '../../../domain/numeric/quantiles.ts';
import { COLOUR } from '../../../domain/report/chart/theme.ts';
import type { Sample } from '../scores/sample.ts';
import { diagram, type Diagram, type Panel } from '../../../domain/report/diagram.ts';

const DECILES = 10;
const [LOW, HIGH] = [levelIndex(0.1), levelIndex(0.9)];

/** Are wide forecasts wide where outcomes are: width said and width seen. */
export function sharpnessDiagram(samples: readonly Sample[]): Diagram {
  return diagram(
    {
      name: 'sharpness',
      title: 'Width of the 80 % interval: said and seen, per cent of the price',
      caption:
        'Forecasts in ten equal-count groups by the width of their 80 % interval: mean width said against the distance between the 10 and 90 % quantiles of what happened. A forecast without information would be one point; on the diagonal it is calibrated at every width.',
    },
    samples.map(panelOf),
  );
}

function panelOf({ rows, horizonHours }: Sample): Panel {
  const ordered = rows
    .map(({ quantiles, outcome }) => ({ width: quantiles[HIGH] - quantiles[LOW], outcome }))
    .sort((a, b) => a.width - b.width);
  const points = Array.from({ length: DECILES }, (_, k) =>
    ordered.slice(Math.floor((k * ordered.length) / DECILES), Math.floor(((k + 1) * ordered.length) / DECILES)),
  )
    .filter((group) => group.length > 0)
    .map((group) => {
      const outcomes = Float64Array.from(group, ({ outcome }) => outcome).sort();
      const said = group.reduce((sum, { width }) => sum + width, 0) / group.length;
      return [100 * said, 100 * (quantileSorted(outcomes, 0.9) - quantileSorted(outcomes, 0.1))];
    });
  const ends = points.flat();
  const high = Math.ceil(Math.max(...ends) * 1.05);
  const axis = { type: 'value', min: 0, max: high };
  return {
    title: `${horizonHours} h`,
    xAxis: { ...axis, name: 'said, %' },
    yAxis: { ...axis, name: 'seen, %' },
    series: [
      {
        type: 'line',
        showSymbol: false,
        lineStyle: { color: COLOUR.faint, type: 'dashed' },
        data: [
          [0, 0],
          [high, high],
        ],
      },
      { type: 'scatter', symbolSize: 9, itemStyle: { color: COLOUR.median }, data: points },
    ],
  };
}
