/** What is published beside what the packages say, on the rows that both answered. */
import { crps } from '../../../domain/scoring/crps.ts';
import type { ScoredRow } from '../../evaluation/scored-row.ts';
import { type Chosen, Sample } from '../../evaluation/scores/sample.ts';
import type { Figure } from '../figure.ts';
import { PACKAGE_MODELS, type PackageForecast, type PackageModel } from './packages.ts';

/** Skill against climatology in percent; a package's figure is held against ours on the same rows. */
export function comparedFigures(
  rows: readonly ScoredRow[],
  horizonHours: number,
  packages: PackageForecast | null,
): Figure[] {
  const sample = new Sample(packages ? rows.map((row) => withPackages(row, packages)) : rows, horizonHours);
  const ours: Figure = {
    name: `ours, ${horizonHours} h`,
    measured: 100 * sample.skill('ensemble').value,
    unit: '%',
    limit: null,
    note: `skill on ${sample.rows.length} decisions`,
  };
  return packages ? [ours, ...PACKAGE_MODELS.map((model) => packageFigure(sample, model))] : [ours];
}

function withPackages(row: ScoredRow, packages: PackageForecast): ScoredRow {
  if (!row.published) return row;
  const losses = PACKAGE_MODELS.flatMap((model) => {
    const quantiles = packages(model, row.decision, row.horizonHours);
    return quantiles ? [[model, crps(quantiles, row.outcome)] as const] : [];
  });
  return { ...row, published: { ...row.published, crps: { ...row.published.crps, ...Object.fromEntries(losses) } } };
}

function packageFigure(sample: Sample, model: PackageModel): Figure {
  const answered: Chosen = (row) => model in row.crps;
  const missing = sample.rows.filter((row) => !answered(row)).length;
  const better = sample.skill('ensemble', model);
  const [value, low, high] = [better.value, better.low, better.high].map((share) => (100 * share).toFixed(2));
  return {
    name: `${model}, ${sample.horizonHours} h`,
    measured: 100 * sample.skill(model).value,
    unit: '%',
    limit: 100 * sample.skill('ensemble', 'climatology', answered).value,
    note: `our CRPS is ${value} % (${low} … ${high}) lower${missing > 0 ? `; no answer at ${missing}` : ''}`,
  };
}
