import { DAY_MS } from '../../../domain/market/candles.ts';
import type { Sample } from '../scores/sample.ts';
import { diagram, type Diagram, type Panel, SERIES_COLOURS } from '../../../domain/report/diagram.ts';

/** Members beyond these are drawn together. */
const SHOWN = SERIES_COLOURS.length - 1;
const OTHERS = 'others';
const MONTH_MS = 30 * DAY_MS;

/** Shares of the members in the combination, month by month. */
export function weightsDiagram(samples: readonly Sample[]): Diagram {
  const models = largest(samples);
  return diagram(
    {
      name: 'weights',
      title: 'Shares of the members in the combination, per cent',
      caption:
        'Mean share of each member in the combination by month, learned every Monday from what was resolved by then.',
      height: 520,
      legend: [...models, OTHERS],
    },
    samples.map((sample) => panelOf(sample, models)),
  );
}

function largest(samples: readonly Sample[]): string[] {
  const total = new Map<string, number>();
  for (const { rows } of samples) {
    for (const { weights } of rows) {
      for (const [model, weight] of Object.entries(weights)) total.set(model, (total.get(model) ?? 0) + weight);
    }
  }
  return [...total]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([model]) => model);
}

function panelOf({ rows, horizonHours }: Sample, models: readonly string[]): Panel {
  const months = [...Map.groupBy(rows, ({ decision }) => Math.floor(decision / MONTH_MS))].map(([month, group]) => ({
    at: (month + 0.5) * MONTH_MS,
    share: (model: string) => group.reduce((sum, { weights }) => sum + (weights[model] ?? 0), 0) / group.length,
  }));
  const area = (name: string, colour: string, of: (month: (typeof months)[number]) => number) => ({
    name,
    type: 'line',
    stack: `shares at ${horizonHours} h`,
    showSymbol: false,
    lineStyle: { width: 0 },
    areaStyle: { color: colour, opacity: 0.85 },
    itemStyle: { color: colour },
    data: months.map((month) => [month.at, 100 * of(month)]),
  });
  return {
    title: `${horizonHours} h`,
    xAxis: { type: 'time', splitLine: { show: false } },
    yAxis: { type: 'value', name: 'share, %', min: 0, max: 100 },
    series: [
      ...models.map((model, i) => area(model, SERIES_COLOURS[i], (month) => month.share(model))),
      area(OTHERS, SERIES_COLOURS[SHOWN], (month) =>
        Math.max(0, 1 - models.reduce((sum, model) => sum + month.share(model), 0)),
      ),
    ],
  };
}
