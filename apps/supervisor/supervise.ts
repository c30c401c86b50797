/** A role as a process of its own: started again when it dies, ended with the process that started it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environmentWith } from '../config/environment.ts';
import { SUPERSEDED } from '../config/role.ts';
import type { Secrets } from '../config/secrets.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A process that has lived so long was well: the next pause is short again. */
const WELL_AFTER_MS = 60_000;
/** A worker is given more than its own force time (forecast-worker/worker.ts) to end. */
const ENDS_WITHIN_MS = 15_000;

export interface Role {
  /** As a person reads it: `forecast worker`. */
  readonly name: string;
  readonly program: URL;
  readonly words?: readonly string[];
  /** Its own; without: ours. */
  readonly environment?: NodeJS.ProcessEnv;
  /** A code with which it says that it must not be started again. */
  readonly lastWord?: number;
}

export const FORECAST_WORKER: Role = {
  name: 'forecast worker',
  program: new URL('../forecast-worker/main.ts', import.meta.url),
};

export const apiRole = (source: string): Role => ({
  name: 'API',
  program: new URL('../api/main.ts', import.meta.url),
  words: [`--source=${source}`],
});

/** It holds the key of its database and no other: what trades reads no text and posts nothing. */
export const executionRole = (source: string, secrets: Secrets): Role => ({
  name: 'execution worker',
  program: new URL('../execution-worker/main.ts', import.meta.url),
  words: [`--source=${source}`],
  environment: environmentWith(secrets, ['DATABASE_URL']),
  lastWord: SUPERSEDED,
});

/** The process of real orders and its dead man's switch hold the venue's key and no other but their database's. */
export const liveRoles = (secrets: Secrets): { readonly orders: Role; readonly guard: Role } => {
  const environment = environmentWith(secrets, ['DATABASE_URL', 'VENUE_API_KEY', 'VENUE_API_SECRET']);
  // the port is that of the executor on paper beside it
  delete environment.EXECUTOR_METRICS_PORT;
  const program = (name: string) => new URL(`../execution-worker/${name}.ts`, import.meta.url);
  return {
    orders: { name: 'process of real orders', program: program('live'), environment, lastWord: SUPERSEDED },
    guard: { name: "dead man's switch", program: program('live-guard'), environment },
  };
};

export const botRole = (source: string): Role => ({
  name: 'Telegram bot',
  program: new URL('../telegram-bot/main.ts', import.meta.url),
  words: [`--source=${source}`],
});

export const watchdogRole = (source: string, secrets: Secrets): Role => ({
  name: 'watchdog',
  program: new URL('../watchdog/main.ts', import.meta.url),
  words: [`--source=${source}`],
  environment: environmentWith(secrets, ['DATABASE_URL', 'TELEGRAM_BOT_TOKEN', 'ALERTS_TOKEN']),
});

export interface SupervisedProcess extends AsyncDisposable {
  /** Of the process that runs now. */
  readonly pid: number | null;
}

/** Secrets and settings reach it as they reached us: through the environment. */
export function supervise(role: Role, tell: (line: string) => void): SupervisedProcess {
  const stop = new AbortController();
  let child: ChildProcess | null = null;
  const keeping = (async () => {
    for (let pauseMs = FIRST_PAUSE_MS; !stop.signal.aborted; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
      const begun = performance.now();
      child = startRole(role);
      tell(`Process ${child.pid}: ${role.name}`);
      const how = await endOf(child);
      if (stop.signal.aborted) return;
      if (role.lastWord !== undefined && how === `code ${role.lastWord}`) {
        return tell(`The ${role.name} (process ${child.pid}) gave way to another one; it is not started again.`);
      }
      if (performance.now() - begun > WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      tell(`The ${role.name} (process ${child.pid}) ended with ${how}; starting it again in ${pauseMs / 1000} s`);
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return {
    get pid() {
      return child?.pid ?? null;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      const overdue = setTimeout(() => child?.kill('SIGKILL'), ENDS_WITHIN_MS);
      child?.kill('SIGTERM');
      await keeping.finally(() => clearTimeout(overdue));
    },
  };
}

/** The channel between us closes when we are gone, however we went: the worker ends then too. */
function startRole({ program, words = [], environment }: Role): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(program), ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...(environment && { env: environment }),
  });
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal ?? `code ${code}`;
  } catch (failure) {
    return (failure as Error).message;
  }
}
