import type { Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import { COLOUR } from '../../../domain/report/chart/theme.ts';
import type { EvaluationSummary, HorizonSummary } from '../scores/summary.ts';
import { diagram, type Diagram, type Panel, ruler, whiskers } from '../../../domain/report/diagram.ts';

/** Skill with its interval: all, by year, by hour of the decision, by regime. */
export function skillDiagram({ horizons, reference }: EvaluationSummary): Diagram {
  return diagram(
    {
      name: 'skill',
      title: `CRPS skill against ${reference}, per cent`,
      caption: `CRPS skill of the published forecast against ${reference}, whole and in parts, with 95 % block-bootstrap intervals (seven-day blocks). Dashed: no skill.`,
      height: 640,
      labels: 60,
    },
    horizons.map(panelOf),
  );
}

function panelOf({ horizonHours, skill, byYear, byHour, byRegime }: HorizonSummary): Panel {
  const hour = (name: string) => `${name.padStart(2, '0')}:00 UTC`;
  const rows: [string, Estimate][] = [
    ['all', skill],
    ...Object.entries(byYear).map(([year, group]): [string, Estimate] => [year, group.skill]),
    ...Object.entries(byHour).map(([name, group]): [string, Estimate] => [hour(name), group.skill]),
    ...Object.entries(byRegime).map(([regime, group]): [string, Estimate] => [regime, group.skill]),
  ];
  const drawn = rows.map(([, { low, value, high }], i) => {
    const [from, to] = [Math.min(-15, 100 * value), Math.max(20, 100 * value)];
    return [i, Math.max(100 * low, from), Math.min(100 * high, to)] as const;
  });
  return {
    title: `${horizonHours} h`,
    xAxis: { type: 'value', name: 'skill, %' },
    yAxis: { type: 'category', inverse: true, data: rows.map(([name]) => name), splitLine: { show: false } },
    series: [
      whiskers('x', drawn),
      { type: 'scatter', data: rows.map(([, { value }], i) => [100 * value, i]), itemStyle: { color: COLOUR.median } },
      ruler('x', 0, '', COLOUR.faint),
    ],
  };
}
