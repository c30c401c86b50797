/** Walk-forward evaluation with the code of the release: read, walk, issue, write down, score. */
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AlmanacError } from '../../domain/errors.ts';
import { HOUR_MS } from '../../domain/market/candles.ts';
import { ablate } from './blocks/ablate.ts';
import { Crew } from './crew.ts';
import { drawDiagrams } from './diagrams/draw.ts';
import { FORECAST_COLUMNS, forecastLines } from './forecast-csv.ts';
import type { IssuedRow } from './issued-row.ts';
import { type Jobs, jobsOf } from './jobs.ts';
import { type Loaded, loadCandles } from './load.ts';
import { Parts } from './parts.ts';
import { type EvaluationPlan, referenceOf } from './plan.ts';
import { reportText } from './report.ts';
import { Sample } from './scores/sample.ts';
import { type ScoredRow, scoredRow } from './scored-row.ts';
import { type EvaluationSummary, summarise } from './scores/summary.ts';
import type { BlockSource, Job } from './thread.ts';

export interface EvaluationRequest {
  readonly plan: EvaluationPlan;
  readonly files: readonly string[];
  /** Folder that the results and the parts go to. */
  readonly out: string;
  /** Whether `forecasts.csv` also holds members and baselines. */
  readonly members: boolean;
  /** Optional inputs that `har-x` is tried with; none of them is in the forecasts. */
  readonly blocks: readonly BlockSource[];
  readonly threads: number;
  readonly codeVersion: string;
  /** Hears what happens meanwhile. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What the work of an evaluation needs. */
export type Crewed = Pick<EvaluationRequest, 'plan' | 'blocks' | 'threads' | 'tell' | 'signal'>;

/** A run that was ended goes on where it was when it is asked the same again. */
export async function evaluate(request: EvaluationRequest): Promise<EvaluationSummary> {
  const { plan, out, tell } = request;
  checkBlocks(request);
  const { loaded, rows } = await forecasts(request);
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

export function partsFolderIn(out: string): string {
  return join(out, 'parts');
}

function checkBlocks({ plan, blocks }: EvaluationRequest): void {
  if (blocks.length === 0 || plan.barMs === HOUR_MS) return;
  const message = 'Blocks are tried on hourly bars. Leave --block out, or ask for horizons in hours.';
  throw new AlmanacError('input.invalid', message, { barMs: plan.barMs });
}

/** Every variant of a forecasting choice that was ever tried on data is a line of the list (METHODS §12). */
function variantsTried(): number {
  const list = fileURLToPath(new URL('../trials.csv', import.meta.url));
  if (!existsSync(list)) return 0;
  return readFileSync(list, 'utf8').trim().split('\n').length - 1;
}

/** Round by round what is not there yet: the jobs of one round read what those before it wrote. */
export async function workOff(
  all: readonly (readonly Job[])[],
  parts: Parts,
  on: Crewed & { readonly loaded: Loaded; readonly partsFolder: string },
): Promise<void> {
  const rounds = all.map((jobs) => jobs.filter(({ part }) => !parts.has(part)));
  const total = rounds.flat().length;
  const asked = all.flat().length;
  if (total < asked) on.tell(`${asked - total} of ${asked} pieces are there from before`);
  if (total === 0) return;
  await using crew = new Crew(Math.min(on.threads, total), {
    candles: on.loaded.candles,
    plan: on.plan,
    partsFolder: on.partsFolder,
    blocks: on.blocks,
  });
  const begun = performance.now();
  let count = 0;
  const done = ({ part }: Job) => {
    count++;
    const seconds = (performance.now() - begun) / 1000;
    const rest = Math.round((seconds / count) * (total - count));
    on.tell(
      `${String(count).padStart(4)}/${total}  ${part.slice(0, -22)}  ${Math.round(seconds)} s, about ${rest} s left`,
    );
  };
  for (const round of rounds) await crew.work(round, done, on.signal);
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
