/**
 * What well-known Python packages forecast at given decisions (`reference.py` says with which settings), kept below
 * XDG_CACHE_HOME under a hash of all it depends on.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { History } from '../../../domain/market/history.ts';
import { CRPS_LEVEL_INDEXES, LEVELS } from '../../../domain/numeric/levels.ts';
import { cacheDir } from '../places.ts';
import { pythonWith } from '../python.ts';

export const PACKAGE_MODELS = ['conformal-naive', 'auto-ets', 'egarch-t', 'auto-arima'] as const;
export type PackageModel = (typeof PACKAGE_MODELS)[number];

const PINNED = { statsforecast: '2.1.1', arch: '8.0.0', numpy: '2.4.6', pandas: '2.3.3', scipy: '1.17.1' };
const SCRIPT = join(import.meta.dirname, 'reference.py');
const COUNT = CRPS_LEVEL_INDEXES.length;

/** Quantiles on LEVELS, of which those of the CRPS are there, the others are NaN; null where the package failed. */
export type PackageForecast = (model: PackageModel, decision: EpochMs, horizonHours: number) => Float64Array | null;

/** The interpreter that has the packages; rejects where there is no Python, or no package index. */
export function packagePython(): Promise<string> {
  return pythonWith('forecast-reference', PINNED);
}

/** Forecasts of every package at every decision. */
export async function packageForecasts(
  python: string,
  asked: {
    readonly history: History;
    readonly decisions: readonly EpochMs[];
    readonly horizonsHours: readonly number[];
  },
  tell: (line: string) => void,
): Promise<PackageForecast> {
  const { history, decisions, horizonsHours } = asked;
  const folder = writeTask(history, decisions, horizonsHours);
  const left = PACKAGE_MODELS.filter((model) => !existsSync(fileOf(folder, model)));
  if (left.length === 0) tell('the packages answered before');
  else await run(python, [SCRIPT, folder, ...left], tell);
  const said = new Map(PACKAGE_MODELS.map((model) => [model, doublesOf(fileOf(folder, model))]));
  const rowOf = new Map(decisions.map((decision, i) => [decision, i]));
  return (model, decision, horizonHours) => {
    const row = (rowOf.get(decision) ?? Number.NaN) * horizonsHours.length + horizonsHours.indexOf(horizonHours);
    const answer = said.get(model)?.subarray(row * COUNT, (row + 1) * COUNT);
    if (answer?.length !== COUNT || !answer.every(Number.isFinite)) return null;
    const quantiles = new Float64Array(LEVELS.length).fill(Number.NaN);
    CRPS_LEVEL_INDEXES.forEach((index, i) => {
      quantiles[index] = answer[i];
    });
    return quantiles;
  };
}

/** The folder that holds what the reference program reads, and will hold what it writes. */
function writeTask(history: History, decisions: readonly EpochMs[], horizonsHours: readonly number[]): string {
  const { firstOpenTime, barMs, close } = history;
  const barsKnown = decisions.map((decision) => (decision - firstOpenTime) / barMs);
  const task = JSON.stringify({ firstOpenTimeMs: firstOpenTime, barsKnown, horizonsHours });
  const closes = Buffer.from(close.buffer, close.byteOffset, close.byteLength);
  const hash = createHash('sha256').update(task).update(closes).update(JSON.stringify(PINNED));
  const name = hash.update(readFileSync(SCRIPT)).digest('hex').slice(0, 16);
  const folder = join(cacheDir(), 'side-by-side', `packages-${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'task.json'), task);
  writeFileSync(join(folder, 'closes.f64'), closes);
  return folder;
}

function fileOf(folder: string, model: PackageModel): string {
  return join(folder, `${model}.f64`);
}

function doublesOf(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function run(python: string, words: readonly string[], tell: (line: string) => void): Promise<void> {
  const child = spawn(python, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  createInterface({ input: child.stderr }).on('line', tell);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the reference program ended with code ${code}`)),
    );
  });
}
