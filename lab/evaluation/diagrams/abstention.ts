import { COLOUR } from '../../../domain/report/chart/theme.ts';
import type { Sample } from '../scores/sample.ts';
import { diagram, type Diagram, type Panel, ruler } from '../../../domain/report/diagram.ts';

/** Below this share a handful of decisions decides. */
const FEWEST_SHARE = 0.1;
const POINTS = 200;

/** Skill over the decisions at which the members agreed most. */
export function abstentionDiagram(samples: readonly Sample[]): Diagram {
  return diagram(
    {
      name: 'abstention',
      title: 'Skill where the members agree: risk and coverage',
      caption:
        'Skill over the share of decisions at which the members disagreed least. Dashed: abstaining at random. A score that knows where the forecast is weak falls from left to right.',
    },
    samples.map(panelOf),
  );
}

function panelOf(sample: Sample): Panel {
  const points = sample.riskCoverage().filter(({ coverage }) => coverage >= FEWEST_SHARE);
  const thin = points.filter((_, i) => i % Math.max(1, Math.floor(points.length / POINTS)) === 0);
  const all = points.at(-1);
  return {
    title: `${sample.horizonHours} h`,
    xAxis: { type: 'value', name: 'share of decisions kept, %', min: 0, max: 100 },
    yAxis: { type: 'value', name: 'skill, %', scale: true },
    series: [
      {
        type: 'line',
        showSymbol: false,
        lineStyle: { color: COLOUR.median, width: 2 },
        data: thin.map(({ coverage, risk }) => [100 * coverage, 100 * (1 - risk)]),
      },
      ...(all ? [ruler('y', 100 * (1 - all.risk), '', COLOUR.faint)] : []),
    ],
  };
}
