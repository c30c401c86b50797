/** A worker of one queue: the workflow bundle, its activities, limits and an end in bounded time. */
import { fileURLToPath } from 'node:url';
import {
  type ActivityInterceptorsFactory,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { PayloadLimit } from '../../adapters/temporal/payload-limit.ts';
import { workflowBundle } from '../../adapters/temporal/workflow-bundle.ts';

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
/** What workflow code may import (docs/ARCHITECTURE.md), itself included. */
const WORKFLOW_SOURCES = ['../../workflows/', '../../domain/'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

export interface WorkerPlace {
  readonly address: string;
  readonly namespace: string;
  /** Where the workflow bundle is kept from start to start. */
  readonly cacheDir: string;
  readonly logLevel: string;
  readonly concurrentActivities: number;
  /** Inside of the payload limit, around each activity. */
  readonly activityInterceptors?: readonly ActivityInterceptorsFactory[];
}

export interface RunningWorker extends AsyncDisposable {
  /** Settles when the worker has stopped; rejects when it can no longer work. */
  readonly ended: Promise<void>;
}

export async function runWorker(place: WorkerPlace, taskQueue: string, activities: object): Promise<RunningWorker> {
  installLogger(place.logLevel);
  const connection = await NativeConnection.connect({ address: place.address });
  const worker = await Worker.create({
    connection,
    namespace: place.namespace,
    taskQueue,
    workflowBundle: await ownBundle(place.cacheDir),
    activities,
    interceptors: {
      activity: [(context) => ({ inbound: new PayloadLimit(context) }), ...(place.activityInterceptors ?? [])],
    },
    maxConcurrentActivityTaskExecutions: place.concurrentActivities,
    maxCachedWorkflows: 100,
    stickyQueueScheduleToStartTimeout: '2 seconds',
    shutdownGraceTime: '2 seconds',
    shutdownForceTime: '8 seconds',
  });
  const ended = worker.run();
  ended.catch(() => undefined);
  const owned = new AsyncDisposableStack();
  owned.defer(() => connection.close());
  owned.defer(async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
  });
  return { ended, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The workflows of this version, as every worker loads them. */
export async function ownBundle(cacheDir: string): Promise<{ readonly code: string }> {
  const source = { workflowsPath: WORKFLOWS, folders: WORKFLOW_SOURCES };
  return await workflowBundle(source, cacheDir, Runtime.instance().logger);
}

let loggerInstalled = false;

/** Temporal's runtime is one per process; its lines go to stderr like ours. Left alone, its native half writes to stdout. */
export function installLogger(level: string): void {
  if (loggerInstalled) return;
  loggerInstalled = true;
  const least = (
    { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR', silent: 'ERROR' } as const
  )[level];
  Runtime.install({
    logger: new DefaultLogger(least ?? 'WARN', ({ level: severity, message, meta }) => {
      process.stderr.write(`${JSON.stringify({ level: severity.toLowerCase(), message, ...meta }, readable)}\n`);
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: least ?? 'WARN', other: 'ERROR' }) },
    },
    shutdownSignals: [],
  });
}

/** An error is its name and message, not the empty object that JSON makes of it. */
function readable(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}
