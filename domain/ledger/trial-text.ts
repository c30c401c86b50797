/** What is tried beside releases, as a person reads it in a terminal. */
import { WORSE_PROVEN_AT } from '../ensemble/promotion.ts';
import { findRecipe, type Recipe, recipeId } from '../ensemble/recipe.ts';
import type { Backtested, Judged, Standing, Trial } from './candidacy.ts';
import { dayText } from '../market/moments.ts';
import type { SourceKind } from '../market/sources.ts';
import { formatHorizon } from '../narrative/figures.ts';
import { figureTable } from '../report/blocks.ts';
import { alignedTable } from '../report/console/layout.ts';
import { paintFor } from '../report/console/paint.ts';
import type { Estimate } from '../scoring/block-bootstrap.ts';

/** Of a market of which anything was ever tried. */
export interface TrialReport extends Standing {
  readonly source: SourceKind;
  readonly symbol: string;
  /** Null where nothing is tried now. */
  readonly judged: (Pick<Judged, 'verdict' | 'reasons'> & { readonly horizons: readonly TriedHorizon[] }) | null;
}

export interface TriedHorizon {
  readonly horizonHours: number;
  readonly shadowReleases: number;
  /** Highest evidence against what the rule would take away or put in. */
  readonly worse: number;
  /** Share of the CRPS of what was published that the tried recipe saves. */
  readonly saved: number;
}

/** @example trialText(report).split('\n')[0] // 'BTC/USDT, live prices: three-carry-1 is tried beside four-carry-1 since 2026-11-21' */
export function trialText({ source, symbol, inForce, trial, judged, rejected }: TrialReport): string {
  const market = `${symbol}, ${source} prices`;
  return [
    ...(inForce === null ? [] : [`${market}: ${inForce} was promoted and runs${missing(inForce)}`]),
    ...(trial && judged ? [`${market}: ${subject(trial)} since ${dayText(trial.since)}`, ...table(trial, judged)] : []),
    ...(judged ? [`The rule says: ${[judged.verdict, ...judged.reasons].join('; ')}`] : []),
    ...rejected.map(
      ({ recipe, at, reasons }) => `${market}: ${recipe} was rejected on ${dayText(at)}: ${reasons.join('; ')}`,
    ),
  ].join('\n');
}

/** The choices of a recipe, one a line. */
export function recipeText(recipe: Recipe): string {
  const { name: _, version: __, core, shares, ...figures } = recipe;
  const rows = { carried: core.join(', '), shares: shares ?? 'by own worth', ...figures };
  return [recipeId(recipe), ...Object.entries(rows).map(([choice, value]) => `  ${choice}  ${value}`)].join('\n');
}

/** @example backtestText(backtest, { verdict: 'wait', reasons: [] }) */
export function backtestText(
  { symbol, recipe, beside, horizons }: Backtested,
  { verdict, reasons }: Pick<Judged, 'verdict' | 'reasons'>,
): string {
  const rows = horizons.map(({ horizonHours, decisions, gain }) => [
    formatHorizon(horizonHours),
    String(decisions),
    gainText(gain),
  ]);
  return [
    `${symbol}: ${recipe} over history beside ${beside}`,
    ...plainTable(['horizon', 'decisions', 'gain % of CRPS'], rows),
    `The rule says: ${[verdict, ...reasons].join('; ')}`,
  ].join('\n');
}

function subject({ recipe, beside, kind }: Trial): string {
  return kind === 'candidate'
    ? `${recipe} is tried beside ${beside}`
    : `${recipe} goes on beside ${beside}, which replaced it,`;
}

function table({ kind, backtest }: Trial, { horizons }: NonNullable<TrialReport['judged']>): string[] {
  const against = kind === 'candidate' ? 'it is worse' : 'what runs is worse';
  const rows = horizons.map(({ horizonHours, shadowReleases, saved, worse }) => {
    const gain = backtest?.horizons.find((each) => each.horizonHours === horizonHours)?.gain;
    return [
      formatHorizon(horizonHours),
      String(shadowReleases),
      points(saved),
      worse.toFixed(2),
      gain ? gainText(gain) : '–',
    ];
  });
  if (rows.length === 0) return ['No release beside it has an outcome yet.'];
  const head = [
    'horizon',
    'releases',
    'CRPS saved %',
    `evidence that ${against}, of ${WORSE_PROVEN_AT}`,
    'backtest gain %',
  ];
  return plainTable(head, rows);
}

function plainTable(head: readonly string[], rows: readonly string[][]): string[] {
  return alignedTable(figureTable(head, rows), Number.POSITIVE_INFINITY, paintFor(false));
}

function missing(recipe: string): string {
  return findRecipe(recipe) ? '' : '; this code does not have it: the one that the installation names is used';
}

function gainText({ value, low, high }: Estimate): string {
  return `${points(value)} (${points(low)} … ${points(high)})`;
}

function points(share: number): string {
  return (100 * share).toFixed(3);
}
