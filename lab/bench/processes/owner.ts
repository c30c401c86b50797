/** `almanac start` on a data folder of its own, and its socket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, NODE } from './command.ts';

const LISTENS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 15_000;

export interface Owner extends AsyncDisposable {
  readonly pid: number;
  /** One operation over the socket, as a second command would ask; rejects with the error's message. */
  ask<T>(operation: string, input: unknown): Promise<T>;
  /** Ends it as the kernel would, without a chance to say goodbye. */
  killed(): Promise<void>;
}

export async function startOwner(dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<Owner> {
  const child = spawnOwner(dataDir, environment);
  const pid = child.pid ?? 0;
  const socket = await listening(dataDir, pid, () => child.exitCode);
  return {
    pid,
    ask: (operation, input) => ask(socket, operation, input),
    killed: () => killed(child),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit', { signal: AbortSignal.timeout(ENDS_WITHIN_MS) });
      child.kill('SIGTERM');
      await ended.catch(() => child.kill('SIGKILL'));
    },
  };
}

/** An owner that does not live long enough to be asked anything. */
export async function killWhileStarting(dataDir: string, afterMs: number): Promise<void> {
  const child = spawnOwner(dataDir, {});
  await sleep(afterMs);
  await killed(child);
}

function spawnOwner(dataDir: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const [node, ...flags] = NODE;
  return spawn(node, [...flags, CLI, 'start', '--source=simulated'], {
    env: { ...process.env, LOG_LEVEL: 'error', DATA_DIR: dataDir, ...environment },
    stdio: 'ignore',
  });
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function listening(dataDir: string, pid: number, exitCode: () => number | null): Promise<string> {
  const deadline = performance.now() + LISTENS_WITHIN_MS;
  while (exitCode() === null && performance.now() < deadline) {
    const socket = await socketOf(join(dataDir, 'owner.json'), pid);
    if (socket) return socket;
    await sleep(20);
  }
  throw new Error(`almanac start did not open its socket in ${dataDir} (exit code ${exitCode()})`);
}

/** Null while the owner is starting, or writing its record. */
async function socketOf(path: string, pid: number): Promise<string | null> {
  try {
    const owner = JSON.parse(await readFile(path, 'utf8')) as { pid: number; socket: string | null };
    return owner.pid === pid ? owner.socket : null;
  } catch (failure) {
    if (failure instanceof SyntaxError || (failure as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw failure;
  }
}

async function ask<T>(socketPath: string, operation: string, input: unknown): Promise<T> {
  const asking = request({ socketPath, method: 'POST', path: '/' });
  asking.end(JSON.stringify({ operation, input }));
  const [response] = await once(asking, 'response');
  const lines = (await text(response)).trim().split('\n');
  const last = JSON.parse(lines.at(-1) ?? '{}') as { result?: T; error?: { message: string } };
  if (last.result === undefined) throw new Error(last.error?.message ?? 'the owner ended before it answered');
  return last.result;
}
