/** Temporal's own dev server as a child process below a data folder: started, adopted when a killed owner left it behind, ended. */
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { AlmanacError } from '../../domain/errors.ts';

const run = promisify(execFile);
const READY_WITHIN_MS = 60_000;
const LAUNCH_ATTEMPTS = 3;
const END_WITHIN_MS = 5_000;

/** Lifts the dev server's throttles: ten sequential activities take 95 ms instead of 1,050 ms. */
const TUNING = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'system.enableActivityEagerExecution=true',
].flatMap((value) => ['--dynamic-config-value', value]);
const PRAGMAS = ['journal_mode=wal', 'synchronous=normal'].flatMap((pragma) => ['--sqlite-pragma', pragma]);

interface EngineRecord {
  readonly pid: number;
  readonly address: string;
  readonly ui: string;
}

export interface DevServer extends EngineRecord, AsyncDisposable {
  /** True when an earlier process had left it running. */
  readonly adopted: boolean;
}

export interface DevServerOptions {
  readonly dataDir: string;
  readonly binary: () => Promise<string>;
  readonly searchAttributes: readonly string[];
  /** Told when a left-behind engine is adopted or ended. */
  readonly tell: (line: string) => void;
}

export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const left = await leftBehind(options.dataDir);
  if (left && (await answers(left.address, 2_000))) {
    options.tell(`Adopted the workflow engine (process ${left.pid}) that a killed process left behind`);
    return engine(options.dataDir, left, true);
  }
  if (left) {
    options.tell(
      `Ended the workflow engine (process ${left.pid}) that a killed process left behind: it did not answer`,
    );
    await end(left.pid);
  }
  return engine(options.dataDir, await launch(options), false);
}

function engine(dataDir: string, record: EngineRecord, adopted: boolean): DevServer {
  return {
    ...record,
    adopted,
    async [Symbol.asyncDispose]() {
      await end(record.pid);
      await rm(recordPath(dataDir), { force: true });
    },
  };
}

/**
 * Ports are chosen before the engine binds them, and it chooses more of its own: another process can take one in between. An engine that
 * ends before it is ready is therefore started again on other ports, twice at most.
 */
async function launch(options: DevServerOptions): Promise<EngineRecord> {
  const binary = await options.binary();
  await mkdir(options.dataDir, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchOn(await ports(options.dataDir, attempt === 1), binary, options);
    } catch (failure) {
      if (failure instanceof EndedEarly && attempt < LAUNCH_ATTEMPTS) continue;
      const log = logPath(options.dataDir);
      throw new AlmanacError(
        'engine.failed',
        `The workflow engine did not start: ${(failure as Error).message}. Its log is ${log}.`,
        { binary, log, attempts: attempt },
        { cause: failure },
      );
    }
  }
}

class EndedEarly extends Error {}

async function launchOn(
  [port, uiPort, metricsPort]: readonly [number, number, number],
  binary: string,
  options: DevServerOptions,
): Promise<EngineRecord> {
  const log = openSync(logPath(options.dataDir), 'a');
  const child = spawn(binary, argumentsOf(options, port, uiPort, metricsPort), {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new EndedEarly(`it ended with ${signal ?? `code ${code}`}`)));
  });
  try {
    const record = { pid: child.pid ?? 0, address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}` };
    await Promise.race([failed, ready(record.address)]);
    await writeFile(recordPath(options.dataDir), JSON.stringify(record));
    return record;
  } catch (failure) {
    child.kill('SIGKILL');
    throw failure;
  } finally {
    failed.catch(() => undefined);
    child.unref();
  }
}

function argumentsOf(options: DevServerOptions, port: number, uiPort: number, metricsPort: number): string[] {
  const attributes = options.searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]);
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'error'],
    ...['--port', `${port}`, '--ui-port', `${uiPort}`, '--metrics-port', `${metricsPort}`],
    ...['--db-filename', databasePath(options.dataDir)],
    ...PRAGMAS,
    ...TUNING,
    ...attributes,
  ];
}

async function ready(address: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!((await listens(address)) && (await answers(address, 1_000)))) {
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

async function answers(address: string, withinMs: number): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: withinMs });
    await connection.close();
    return true;
  } catch {
    // any failure to connect is the answer "no"
    return false;
  }
}

/** The engine recorded in the folder, if that process still runs on this folder's database. */
async function leftBehind(dataDir: string): Promise<EngineRecord | null> {
  const record = (await readRecord(recordPath(dataDir))) as EngineRecord | null;
  if (!record) return null;
  const command = await run('ps', ['-p', String(record.pid), '-o', 'args=']).catch(() => ({ stdout: '' }));
  return command.stdout.includes(databasePath(dataDir)) ? record : null;
}

/** A record that is not there, or that a killed process left half written, is no record. */
async function readRecord(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

async function end(pid: number): Promise<void> {
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

/** The ports of the last run where they are still free, so that links to the web page stay true from run to run. */
async function ports(dataDir: string, asBefore: boolean): Promise<readonly [number, number, number]> {
  const before = asBefore ? ((await readRecord(portsPath(dataDir))) as number[] | null) : null;
  const wanted = [...(before ?? []), 0, 0, 0].slice(0, 3);
  const reserved: Server[] = [];
  for (const port of wanted) reserved.push(await listen(port).catch(() => listen(0)));
  const found = reserved.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(reserved.map((server) => new Promise((resolve) => server.close(resolve))));
  await writeFile(portsPath(dataDir), JSON.stringify(found));
  return found as [number, number, number];
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}

const recordPath = (dataDir: string) => join(dataDir, 'engine.json');
const logPath = (dataDir: string) => join(dataDir, 'engine.log');
const portsPath = (dataDir: string) => join(dataDir, 'ports.json');
const databasePath = (dataDir: string) => join(dataDir, 'temporal.db');
