import { COLOUR } from '../../../domain/report/chart/theme.ts';
import { held, type Sample } from '../scores/sample.ts';
import { diagram, type Diagram, type Panel, ruler } from '../../../domain/report/diagram.ts';

/** Half a year of two decisions a day. */
const WINDOW_ROWS = 365;
const NAMES = ['50', '80', '95'] as const;
const LINE = { '50': '#12977a', '80': '#3142b0', '95': '#b2542d' } as const;

/** How often the intervals held over the trailing half year. */
export function coverageDiagram(samples: readonly Sample[]): Diagram {
  return diagram(
    {
      name: 'coverage',
      title: 'How often the intervals held, trailing 365 decisions, per cent',
      caption:
        'Share of outcomes inside the 50, 80 and 95 % intervals over the trailing 365 decisions. Dashed: nominal. Shaded: where 95 of 100 such shares lie if decisions were independent.',
    },
    samples.map(panelOf),
  );
}

function panelOf({ rows, horizonHours }: Sample): Panel {
  const window = Math.min(WINDOW_ROWS, Math.max(1, Math.floor(rows.length / 4)));
  return {
    title: `${horizonHours} h`,
    xAxis: { type: 'time', splitLine: { show: false } },
    yAxis: { type: 'value', name: '% inside', min: 35, max: 100 },
    series: NAMES.flatMap((name) => {
      const nominal = Number(name);
      const spread = 196 * Math.sqrt(((nominal / 100) * (1 - nominal / 100)) / window);
      return [
        {
          type: 'line',
          showSymbol: false,
          lineStyle: { color: LINE[name], width: 2 },
          data: trailing(
            rows.map((row) => (held(row, name) ? 100 : 0)),
            window,
          ).map((share, i) => [rows[i + window - 1].decision, share]),
          markArea: {
            silent: true,
            itemStyle: { color: LINE[name], opacity: 0.1 },
            data: [[{ yAxis: nominal - spread }, { yAxis: Math.min(100, nominal + spread) }]],
          },
        },
        ruler('y', nominal, `${name} %`, COLOUR.faint),
      ];
    }),
  };
}

/** Mean over each full window. */
function trailing(values: readonly number[], window: number): number[] {
  const means: number[] = [];
  let sum = 0;
  values.forEach((value, i) => {
    sum += value - (i >= window ? values[i - window] : 0);
    if (i >= window - 1) means.push(sum / window);
  });
  return means;
}
