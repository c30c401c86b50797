/** `forecasts.csv` (docs of `evaluate`): one row per forecast, doubles in shortest round-trip form, nothing for NaN. */
import { cdfAt } from '../../domain/numeric/distribution.ts';
import { LEVELS } from '../../domain/numeric/levels.ts';
import type { IssuedRow } from './issued-row.ts';

export const FORECAST_COLUMNS: readonly string[] = [
  'symbol',
  'issued_at_ms',
  'horizon_hours',
  'base_price',
  'p_up',
  ...LEVELS.map((level) => `q${level}`),
  'model',
  'outcome_log_return',
  'refused_reason',
];

const NO_QUANTILES = ','.repeat(LEVELS.length - 1);

/**
 * The published forecast of one decision and horizon as a line; with `members` also each baseline, each member and the
 * combination before it was calibrated (`uncalibrated`). A member named as a baseline says the same and has no line.
 */
export function forecastLines(symbol: string, row: IssuedRow, members: boolean): string[] {
  const line = (model: string, said: Said | null, why: string) =>
    [
      symbol,
      row.decision,
      row.horizonHours,
      numeral(row.basePrice),
      said ? numeral(said.pUp) : '',
      said ? Array.from(said.quantiles, numeral).join(',') : NO_QUANTILES,
      model,
      numeral(row.outcome),
      quoted(why),
    ].join(',');
  const { forecast, combined } = row;
  if (!forecast || !combined) return [line('ensemble', null, row.refusedReason ?? '')];
  const published = line('ensemble', forecast, '');
  if (!members) return [published];
  const baselines = new Set(forecast.baselines.map(({ name }) => name));
  return [
    published,
    line('uncalibrated', withoutTilt(combined), ''),
    ...forecast.baselines.map((baseline) => line(baseline.name, baseline, '')),
    ...forecast.members
      .filter(({ model }) => !baselines.has(model))
      .map(({ model, quantiles, droppedReason }) =>
        line(model, quantiles && withoutTilt(quantiles), quantiles ? '' : (droppedReason ?? '')),
      ),
  ];
}

interface Said {
  readonly quantiles: ArrayLike<number>;
  readonly pUp: number;
}

function withoutTilt(quantiles: ArrayLike<number>): Said {
  return { quantiles, pUp: 1 - cdfAt(quantiles, 0) };
}

function numeral(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
