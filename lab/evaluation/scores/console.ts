/** The summary for a terminal. */
import type { Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import { decisionsText } from '../plan.ts';
import type { Judged } from './judged.ts';
import type { EvaluationSummary, HorizonSummary } from './summary.ts';

export function summaryText(summary: EvaluationSummary): string {
  const { symbol, from, to, horizons } = summary;
  return [
    `${symbol}, ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${decisionsText(summary)}; skill against ${summary.reference}`,
    ...horizons.flatMap(horizonLines),
    '',
    ...summary.judged.filter(({ holds }) => !holds).map(brokenLine),
  ].join('\n');
}

function horizonLines(horizon: HorizonSummary): string[] {
  const { horizonHours, rows, skill, coverage, brierSkill, directional, refused, skillOf, meanWeight } = horizon;
  const refusals = Object.entries(refused).map(([code, count]) => `, ${count} refused (${code})`);
  const years = Object.entries(horizon.byYear).map(([year, group]) => `${year} ${percent(group.skill.value)}`);
  const covered = Object.entries(coverage).map(([name, share]) => `${name} % held ${percent(share)}`);
  return [
    '',
    `${horizonHours} h: ${rows} forecasts, ${horizon.void} void${refusals.join('')}`,
    `  skill ${withInterval(skill)} %   by year ${years.join(', ')}`,
    `  ${covered.join(', ')}; the watch over 80 % fired ${horizon.coverageAlarms.length} times`,
    `  p_up: Brier skill ${withInterval(brierSkill)} %, direction claimed in ${percent(directional)} %`,
    ...Object.entries(skillOf)
      .sort(([, a], [, b]) => b.value - a.value)
      .map(
        ([model, own]) =>
          `    ${model.padEnd(20)} ${withInterval(own).padStart(22)} %${model in meanWeight ? `   share ${percent(meanWeight[model]).padStart(5)} %` : ''}`,
      ),
  ];
}

function brokenLine({ horizonHours, what, values, limit }: Judged): string {
  const measured = Object.entries(values).map(([name, value]) => `${name} ${value.toFixed(4)}`);
  return `does not hold: ${horizonHours} h, ${what}: ${measured.join(', ')} (limit ${limit.map((end) => end ?? '–').join(' to ')})`;
}

function withInterval({ value, low, high }: Estimate): string {
  return `${percent(value)} (${percent(low)} … ${percent(high)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}
