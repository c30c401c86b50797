/** Temporal's own dev server as a child process below a data folder: started, adopted when a killed owner left it behind, ended. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { endServer, freePorts, launchServer } from './launch.ts';

const run = promisify(execFile);

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
    await endServer(left.pid);
  }
  return engine(options.dataDir, await launch(options), false);
}

function engine(dataDir: string, record: EngineRecord, adopted: boolean): DevServer {
  return {
    ...record,
    adopted,
    async [Symbol.asyncDispose]() {
      await endServer(record.pid);
      await rm(recordPath(dataDir), { force: true });
    },
  };
}

async function launch(options: DevServerOptions): Promise<EngineRecord> {
  const binary = await options.binary();
  await mkdir(options.dataDir, { recursive: true });
  const log = logPath(options.dataDir);
  const { pid, ports } = await launchServer({
    ...{ binary, log },
    ports: (attempt) => portsOf(options.dataDir, attempt === 1),
    arguments: (ports) => argumentsOf(options, ports),
    answers: (address) => answers(address, 1_000),
  });
  const [port, uiPort] = ports;
  const record = { pid, address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}` };
  await writeFile(recordPath(options.dataDir), JSON.stringify(record));
  return record;
}

function argumentsOf(options: DevServerOptions, [port, uiPort, metricsPort]: readonly number[]): string[] {
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

/** The ports of the last run where they are still free, so that links to the web page stay true from run to run. */
async function portsOf(dataDir: string, asBefore: boolean): Promise<readonly number[]> {
  const before = asBefore ? ((await readRecord(portsPath(dataDir))) as number[] | null) : null;
  const found = await freePorts([...(before ?? []), 0, 0, 0].slice(0, 3));
  await writeFile(portsPath(dataDir), JSON.stringify(found));
  return found;
}

const recordPath = (dataDir: string) => join(dataDir, 'engine.json');
const logPath = (dataDir: string) => join(dataDir, 'engine.log');
const portsPath = (dataDir: string) => join(dataDir, 'ports.json');
const databasePath = (dataDir: string) => join(dataDir, 'temporal.db');
