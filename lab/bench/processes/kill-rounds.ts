/**
 * Rounds of asking for a release, killing the owner at a seeded moment, starting it again and looking at what became of
 * the release. One data folder for all rounds, and who was started again is killed in the next: every round also starts from
 * what the kills before it left.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { Rng } from '../../../domain/numeric/random.ts';
import { temporaryFolder } from './folder.ts';
import { killWhileStarting, type Owner, startOwner } from './owner.ts';
import { type ListedRelease, problemsOf } from './whole-ledger.ts';

const START_TAKES_MS = 2_500;
/** Steps through hours and weeks, so that some rounds learn anew and most do not. */
const HOURS_BETWEEN = 31;

export interface KillRounds {
  readonly rounds: number;
  /** Words of the command for a release so many hours after the first. */
  readonly release: (hoursLater: number) => readonly string[];
  /** Beyond this many milliseconds after asking, a release is over. */
  readonly releaseTakesMs: number;
  readonly seed: string;
  readonly tell: (line: string) => void;
}

export interface KillReport {
  /** Rounds in which the kill came before the release was recorded. */
  readonly struck: number;
  readonly violations: readonly string[];
}

export async function killRounds(options: KillRounds): Promise<KillReport> {
  const { rounds, release, releaseTakesMs, seed, tell } = options;
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  const rng = Rng.seeded(seed);
  const violations: string[] = [];
  let struck = 0;
  let owner = await startOwner(dataDir);
  for (let round = 0; round < rounds; round++) {
    const ask = argumentsOf(release(round * HOURS_BETWEEN));
    const afterMs = Math.floor(rng.uniform() * releaseTakesMs);
    const againAfterMs = rng.uniform() < 0.25 ? Math.floor(rng.uniform() * START_TAKES_MS) : null;
    const left = await kill(owner, dataDir, ask, afterMs);
    if (againAfterMs !== null) await killWhileStarting(dataDir, againAfterMs);
    owner = await startOwner(dataDir);
    const became = await complete(owner, dataDir, ask);
    if (became !== 'recorded') struck++;
    violations.push(...(await problemsOf(owner, ask.asOf, round + 1)), ...(await engineProblems(dataDir, left)));
    tell(`round ${round + 1} of ${rounds}: killed after ${afterMs} ms, then ${became}`);
  }
  const engine = await enginePid(dataDir);
  await owner[Symbol.asyncDispose]();
  if (engine !== null && isAlive(engine)) violations.push(`the engine ${engine} outlived its owner`);
  return { struck, violations };
}

interface Ask {
  readonly slot: string;
  readonly symbol: string;
  readonly source: string;
  readonly asOf: string;
  readonly candles: readonly string[];
}

function argumentsOf(words: readonly string[]): Ask {
  const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  const [slot, symbol, source, asOf] = ['slot', 'symbol', 'source', 'as-of'].map(option);
  return { slot, symbol, source, asOf, candles: [option('candles')] };
}

/** Answers the process of the engine that the killed owner left. */
async function kill(owner: Owner, dataDir: string, ask: Ask, afterMs: number): Promise<number | null> {
  const asked = owner.ask('release', ask);
  // The owner is killed while it works on the answer, or after.
  asked.catch(() => undefined);
  await sleep(afterMs);
  const engine = await enginePid(dataDir);
  await owner.killed();
  return engine;
}

/** Waits for the release that was running, or asks again where nothing is left of it. */
async function complete(owner: Owner, dataDir: string, ask: Ask): Promise<'recorded' | 'went on' | 'asked again'> {
  const rows = await owner.ask<ListedRelease[]>('list', { limit: 1_000 });
  const row = rows.find(({ cutoff }) => Date.parse(cutoff) === Date.parse(ask.asOf));
  if (row && (await workflowEnded(dataDir, row.releaseId))) return row.status === 'running' ? 'went on' : 'recorded';
  await owner.ask('release', ask);
  return 'asked again';
}

/** True when the workflow has ended, however long that takes; false when there is none. */
async function workflowEnded(dataDir: string, releaseId: string): Promise<boolean> {
  const { address } = JSON.parse(await readFile(join(dataDir, 'engine.json'), 'utf8')) as { address: string };
  const connection = await Connection.connect({ address });
  try {
    await new Client({ connection }).workflow.getHandle(releaseId).result();
    return true;
  } catch (failure) {
    if (failure instanceof WorkflowNotFoundError) return false;
    throw failure;
  } finally {
    await connection.close();
  }
}

async function engineProblems(dataDir: string, left: number | null): Promise<string[]> {
  if (left === null || !isAlive(left) || left === (await enginePid(dataDir))) return [];
  return [`the engine ${left} that the killed owner left behind was neither adopted nor ended`];
}

async function enginePid(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'engine.json'), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as { pid: number }).pid;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw failure;
  }
}
