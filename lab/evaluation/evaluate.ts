/** Walk-forward evaluation with the code of the release: read, walk, issue, write down, score. */
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recipeId, recipeOf } from '../../domain/ensemble/recipe.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { HOUR_MS } from '../../domain/market/candles.ts';
import { backtestGains } from '../../domain/ledger/backtest.ts';
import { ablate } from './blocks/ablate.ts';
import { backtestCandidate } from './candidate.ts';
import { drawDiagrams } from './diagrams/draw.ts';
import { FORECAST_COLUMNS, forecastLines } from './forecast-csv.ts';
import type { IssuedRow } from './issued-row.ts';
import { type Jobs, jobsOf } from './jobs.ts';
import { type Loaded, loadCandles } from './load.ts';
import { Parts } from './parts.ts';
import { referenceOf } from './plan.ts';
import { reportText } from './report.ts';
import { Sample } from './scores/sample.ts';
import { type ScoredRow, scoredRow } from './scored-row.ts';
import { type EvaluationSummary, summarise } from './scores/summary.ts';
import { type Crewed, partsFolderIn, workOff } from './work-off.ts';

export interface EvaluationRequest extends Crewed {
  readonly files: readonly string[];
  /** Folder that the results and the parts go to. */
  readonly out: string;
  /** Whether `forecasts.csv` also holds members and baselines. */
  readonly members: boolean;
  /** Id of a recipe that is walked beside the one of the plan. */
  readonly candidate?: string;
  readonly codeVersion: string;
}

/** A run that was ended goes on where it was when it is asked the same again. */
export async function evaluate(request: EvaluationRequest): Promise<EvaluationSummary> {
  const { plan, out, tell } = request;
  checkBlocks(request);
  checkCandidate(request);
  const { loaded, rows } = await forecasts(request);
  if (request.candidate !== undefined) await writeBacktest(request, request.candidate, loaded, rows);
  const ablation = await ablate({ ...request, loaded, partsFolder: partsFolderIn(out) });
  tell('scoring');
  const samples = plan.horizonsHours.map((horizonHours) => new Sample(rows, horizonHours, referenceOf(plan)));
  const files = request.files.map((file) => basename(file));
  const provenance = { files, candleHash: loaded.hash, codeVersion: request.codeVersion };
  const summary = { ...summarise(rows, samples, plan, provenance), ablation };
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const diagrams = await drawDiagrams(out, summary, samples);
  writeFileSync(join(out, 'report.md'), reportText(summary, diagrams, variantsTried()));
  return summary;
}

/** The forecasts of an evaluation, written down and scored one by one. */
export async function forecasts(request: EvaluationRequest): Promise<{ loaded: Loaded; rows: ScoredRow[] }> {
  const { plan, out, tell } = request;
  const loaded = await loadCandles(request.files, plan);
  for (const finding of loaded.findings) tell(finding);
  const partsFolder = partsFolderIn(out);
  const parts = new Parts(partsFolder);
  const jobs = jobsOf(plan, loaded.triggers, loaded.hash);
  await workOff([jobs.walks, jobs.issues], parts, { ...request, loaded, partsFolder });
  return { loaded, rows: await writeForecasts(jobs, parts, request) };
}

/** `candidate.json`: pairs of both recipes' forecasts, which `models backtest` records. */
async function writeBacktest(
  request: EvaluationRequest,
  candidate: string,
  loaded: Loaded,
  rows: readonly ScoredRow[],
): Promise<void> {
  const backtest = await backtestCandidate(request, candidate, loaded, rows);
  writeFileSync(join(request.out, 'candidate.json'), `${JSON.stringify(backtest)}\n`);
  for (const { horizonHours, gain, backtestDecisions } of backtestGains(backtest.pairs)) {
    const [value, low, high] = [gain.value, gain.low, gain.high].map((share) => (100 * share).toFixed(2));
    const of = `${candidate} beside ${backtest.beside} at ${horizonHours} h`;
    request.tell(`${of}: ${value} % of CRPS (${low} … ${high}) over ${backtestDecisions} decisions`);
  }
}

function checkBlocks({ plan, blocks }: EvaluationRequest): void {
  if (blocks.length === 0 || plan.barMs === HOUR_MS) return;
  const message = 'Blocks are tried on hourly bars. Leave --block out, or ask for horizons in hours.';
  throw new AlmanacError('input.invalid', message, { barMs: plan.barMs });
}

/** Beside a recipe alone, and another one, can it be judged. */
function checkCandidate({ plan, candidate }: EvaluationRequest): void {
  if (candidate === undefined) return;
  const running = recipeId(recipeOf(plan));
  const problem = plan.sharesByRegime
    ? 'is tried beside a recipe; leave --shares=by-regime out'
    : candidate === running && 'is what these forecasts are made by; choose another recipe';
  if (problem) throw new AlmanacError('input.invalid', `--candidate=${candidate} ${problem}.`, { candidate });
}

/** Every variant of a forecasting choice that was ever tried on data is a line of the list (METHODS §12). */
function variantsTried(): number {
  const list = fileURLToPath(new URL('../trials.csv', import.meta.url));
  if (!existsSync(list)) return 0;
  return readFileSync(list, 'utf8').trim().split('\n').length - 1;
}

/** `forecasts.csv`, piece by piece; what it takes to score them stays in memory. */
async function writeForecasts({ issues }: Jobs, parts: Parts, request: EvaluationRequest): Promise<ScoredRow[]> {
  const { plan, out, members } = request;
  mkdirSync(out, { recursive: true });
  const file = createWriteStream(join(out, 'forecasts.csv'));
  const scored: ScoredRow[] = [];
  file.write(`${FORECAST_COLUMNS.join(',')}\n`);
  for (const { part } of issues) {
    for (const row of parts.read<IssuedRow[]>(part)) {
      const lines = forecastLines(plan.symbol, row, members);
      if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
      scored.push(scoredRow(row));
    }
  }
  file.end();
  await once(file, 'finish');
  return scored;
}
