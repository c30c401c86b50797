/** Figures as a person reads them. */
import { type Figure, verdictOf } from './figure.ts';

export function tableText(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const line = (figure: Figure) => {
    const cells = [figure.name.padEnd(width), shown(figure.measured, figure.unit), limitText(figure).padEnd(14)];
    return `${cells.join('  ')}  ${verdictOf(figure).padEnd(5)}  ${figure.note ?? ''}`.trimEnd();
  };
  return figures.map(line).join('\n');
}

function shown(measured: number | null, unit: Figure['unit']): string {
  return `${measured === null ? '–' : rounded(measured)} ${unit}`.padStart(13);
}

function limitText({ limit, unit }: Figure): string {
  return limit === null ? '' : `limit ${rounded(limit)} ${unit}`;
}

function rounded(value: number): string {
  const decimals = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
