/** A server of workflows as a child process: started on free ports, again on others when it ends early, waited for, ended. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlmanacError } from '../../domain/errors.ts';

const READY_WITHIN_MS = 60_000;
const LAUNCH_ATTEMPTS = 3;
const END_WITHIN_MS = 5_000;

export interface Launch {
  readonly binary: string;
  /** A file to which it writes. */
  readonly log: string;
  /** The ports of an attempt, counted from 1; the first of them is where it answers. */
  readonly ports: (attempt: number) => Promise<readonly number[]>;
  readonly arguments: (ports: readonly number[]) => readonly string[];
  /** Whether it answers at an address where somebody listens. */
  readonly answers: (address: string) => Promise<boolean>;
}

export interface Launched {
  readonly pid: number;
  readonly ports: readonly number[];
}

/**
 * Ports are chosen before the server binds them, and it chooses more of its own: another process can take one in between. A server that
 * ends before it is ready is therefore started again on other ports, twice at most.
 */
export async function launchServer(launch: Launch): Promise<Launched> {
  const { binary, log } = launch;
  for (let attempts = 1; ; attempts++) {
    try {
      return await launchOn(await launch.ports(attempts), launch);
    } catch (failure) {
      if (failure instanceof EndedEarly && attempts < LAUNCH_ATTEMPTS) continue;
      throw new AlmanacError(
        'engine.failed',
        `The workflow engine did not start: ${(failure as Error).message}. Its log is ${log}.`,
        { binary, log, attempts },
        { cause: failure },
      );
    }
  }
}

class EndedEarly extends Error {}

async function launchOn(ports: readonly number[], launch: Launch): Promise<Launched> {
  const log = openSync(launch.log, 'a');
  const child = spawn(launch.binary, launch.arguments(ports), {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new EndedEarly(`it ended with ${signal ?? `code ${code}`}`)));
  });
  try {
    await Promise.race([failed, ready(`127.0.0.1:${ports[0]}`, launch)]);
    return { pid: child.pid ?? 0, ports };
  } catch (failure) {
    child.kill('SIGKILL');
    throw failure;
  } finally {
    failed.catch(() => undefined);
    child.unref();
  }
}

async function ready(address: string, { answers }: Launch): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!((await listens(address)) && (await answers(address)))) {
    if (performance.now() > deadline) throw new Error(`no answer at ${address} within ${READY_WITHIN_MS / 1000} s`);
    await sleep(25);
  }
}

async function listens(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return await new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) }, () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

/** Politely, and by force after a while. */
export async function endServer(pid: number): Promise<void> {
  const deadline = performance.now() + END_WITHIN_MS;
  let alive = send(pid, 'SIGTERM');
  while (alive) {
    await sleep(25);
    alive = send(pid, performance.now() > deadline ? 'SIGKILL' : 0);
  }
}

/** False when the process is gone. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw failure;
  }
}

/** The wanted ports where they are free, others where they are not; 0 wants any. */
export async function freePorts(wanted: readonly number[]): Promise<readonly number[]> {
  const reserved: Server[] = [];
  for (const port of wanted) reserved.push(await listen(port).catch(() => listen(0)));
  const found = reserved.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(reserved.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}
