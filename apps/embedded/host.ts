/** The composition root of the embedded mode: everything one process needs to make releases, opened in order and closed in reverse. */
import { availableParallelism } from 'node:os';
import { startForecastWorker } from '../forecast-worker/worker.ts';
import type { RunningWorker } from '../workers/run-worker.ts';

import { executorOf } from '../operations/accounts/advise.ts';
import { failedAttempts } from '../telemetry/failed-attempts.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';
import { type Engine, openEngine } from './engine.ts';

export { systemClock } from './desk.ts';

/** A desk with the engine: what is asked here, workers elsewhere may do. */
export interface Station extends Desk {
  readonly engine: Engine;
}

/** A station with a worker of its own: releases can be made. */
export interface Host extends Station {
  readonly worker: RunningWorker;
}

export async function openStation(options: DeskOptions): Promise<Station> {
  await using stack = new AsyncDisposableStack();
  const starting = openEngine(options.config, options.tell);
  starting.catch(() => undefined);
  const desk = stack.use(await openDesk(options).catch((failure) => closeThenThrow(starting, failure)));
  const engine = stack.use(await starting);
  const owned = stack.move();
  const { config, storage, ports, plan, signer } = desk;
  return { config, storage, ports, plan, signer, engine, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

export async function openHost(options: DeskOptions): Promise<Host> {
  await using stack = new AsyncDisposableStack();
  const station = stack.use(await openStation({ ...options, makesReleases: true }));
  const worker = stack.use(await workerOf(station, options.telemetry));
  const owned = stack.move();
  const { config, storage, ports, plan, signer, engine } = station;
  return { config, storage, ports, plan, signer, engine, worker, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function closeThenThrow(starting: Promise<Engine>, failure: unknown): Promise<never> {
  const engine = await starting.catch(() => null);
  await engine?.[Symbol.asyncDispose]();
  throw failure;
}

function workerOf({ config, ports, plan, engine }: Station, telemetry?: Telemetry): Promise<RunningWorker> {
  return startForecastWorker({
    address: engine.address,
    namespace: config.temporal.namespace,
    cacheDir: config.cacheDir,
    ports: { ...ports, executor: executorOf(engine.client) },
    plan,
    logLevel: config.logLevel,
    ...(telemetry && { activityInterceptors: [failedAttempts(telemetry)] }),
    concurrentActivities: Math.max(4, 2 * availableParallelism()),
  });
}
