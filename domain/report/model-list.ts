/** The model registry as a person reads it in a terminal. */
import { ENSEMBLE, type RegisteredModel, type RegisteredWatch, strangeness } from '../ensemble/registered.ts';
import { stateOf } from '../ensemble/retraining.ts';
import { dayText } from '../market/moments.ts';
import { formatPercent } from '../narrative/figures.ts';
import { wordTable } from './blocks.ts';
import { alignedTable } from './console/layout.ts';
import { paintFor } from './console/paint.ts';
import { coverageText } from './coverage-text.ts';

export interface RegistryListing {
  readonly models: readonly RegisteredModel[];
  readonly watches: readonly RegisteredWatch[];
}

const EMPTY = 'No model is registered yet. A release registers those it uses, and so does: npm run retrain';

/** Per market a table, the ensemble first and what is worth most at the shortest horizon before the rest. */
export function modelList({ models, watches }: RegistryListing): string {
  if (models.length === 0) return EMPTY;
  const markets = Map.groupBy(models, ({ symbol, source }) => `${symbol}, ${source} prices`);
  return [...markets].map(([name, members]) => [name, ...marketLines(members, watches), ''].join('\n')).join('\n');
}

function marketLines(models: readonly RegisteredModel[], watches: readonly RegisteredWatch[]): string[] {
  const hours = [...new Set(models.flatMap(({ scores }) => Object.keys(scores)))].sort((a, b) => Number(a) - Number(b));
  const state = stateOf(models);
  const shares = (member: string) => state?.horizons.map((horizon) => horizon.shares[member]) ?? [];
  const table = wordTable(
    ['member', 'version', 'role', `skill % at ${hours.join('/')} h`, 'share %', 'learned up to', 'since', ''],
    models
      .toSorted(byWorth(hours[0]))
      .map((model) => [
        model.member,
        model.version,
        model.role,
        hours.map((horizon) => points(model.scores[horizon]?.skill)).join(' / '),
        model.role === 'core' ? shares(model.member).map(points).join(' / ') : '',
        dayText(model.boundary),
        dayText(model.since),
        remarkOf(model),
      ]),
  );
  return [
    ...alignedTable(table, Number.POSITIVE_INFINITY, paintFor(false)),
    coverageText(watches.filter(({ learnedKey }) => learnedKey === state?.learnedKey)),
  ];
}

function remarkOf(model: RegisteredModel): string {
  return [strangeness(model), model.droppedReason && `dropped: ${model.droppedReason}`].filter(Boolean).join('; ');
}

const byWorth = (horizon: string) => (a: RegisteredModel, b: RegisteredModel) =>
  Number(b.member === ENSEMBLE) - Number(a.member === ENSEMBLE) ||
  (b.scores[horizon]?.skill ?? Number.NEGATIVE_INFINITY) - (a.scores[horizon]?.skill ?? Number.NEGATIVE_INFINITY) ||
  (a.member < b.member ? -1 : 1);

/** Per cent without the sign; a dash where nothing is known. */
function points(share: number | undefined): string {
  return share === undefined ? '–' : (100 * share).toFixed(1);
}

/** @example scoreText({ decisions: 300, skill: 0.031, coverage80: 0.8 }) */
export function scoreText({ decisions, skill, weight, coverage80 }: RegisteredModel['scores'][string]): string {
  return [
    `skill ${formatPercent(skill)} in ${decisions} rehearsed decisions`,
    ...(coverage80 === undefined ? [] : [`80 % interval held ${formatPercent(coverage80)}`]),
    ...(weight === undefined ? [] : [`share among all members ${formatPercent(weight)}`]),
  ].join(', ');
}
