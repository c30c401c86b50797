/** Another recipe over the same members: what it would have published at every decision, beside what releases would have. */
import type { PairedForecast } from '../../domain/ensemble/promotion.ts';
import { recipeId, recipeOf } from '../../domain/ensemble/recipe.ts';
import type { CandidateBacktest } from '../../domain/ledger/backtest.ts';
import { pairOf } from '../../domain/ledger/candidate-forecast.ts';
import type { IssuedRow } from './issued-row.ts';
import { jobsOf } from './jobs.ts';
import type { Loaded } from './load.ts';
import { Parts } from './parts.ts';
import type { ScoredRow } from './scored-row.ts';
import { type Crewed, partsFolderIn, workOff } from './work-off.ts';

/** `rows`: as the evaluation itself scored them; every member has been walked. */
export async function backtestCandidate(
  request: Crewed & { readonly out: string; readonly codeVersion: string },
  candidate: string,
  loaded: Loaded,
  rows: readonly ScoredRow[],
): Promise<CandidateBacktest> {
  const plan = { ...request.plan, recipe: candidate };
  const partsFolder = partsFolderIn(request.out);
  const parts = new Parts(partsFolder);
  const { issues } = jobsOf(plan, loaded.triggers, loaded.hash);
  await workOff([issues], parts, { ...request, plan, loaded, partsFolder });
  const running = new Map(rows.map((row) => [keyOf(row), row]));
  const pairs = issues.flatMap(({ part }) =>
    parts.read<IssuedRow[]>(part).flatMap((row) => pairWith(running.get(keyOf(row)), row)),
  );
  return {
    ...{ schema: 1, symbol: plan.symbol, recipe: candidate, beside: recipeId(recipeOf(request.plan)) },
    ...{ from: plan.from, to: plan.to, candlesSha256: loaded.hash, codeVersion: request.codeVersion, pairs },
  };
}

function keyOf({ decision, horizonHours }: Pick<IssuedRow, 'decision' | 'horizonHours'>): string {
  return `${decision} ${horizonHours}`;
}

/** Nothing where one was refused, or the outcome is void. */
function pairWith(
  running: ScoredRow | undefined,
  { decision, horizonHours, forecast, outcome }: IssuedRow,
): PairedForecast[] {
  if (!running?.published || !forecast || !Number.isFinite(outcome)) return [];
  const said = { running: running.published.quantiles, candidate: forecast.quantiles };
  return [pairOf({ issuedAt: decision, horizonHours, outcome, ...said })];
}
