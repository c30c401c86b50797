/** The worker of the `forecast` queue. */
import { forecastActivities } from '../../activities/index.ts';
import type { ReleasePlan } from '../../activities/plan.ts';
import type { Ports } from '../../activities/ports.ts';
import { FORECAST_QUEUE } from '../../workflows/messages.ts';
import { type RunningWorker, runWorker, type WorkerPlace } from '../workers/run-worker.ts';

export interface ForecastWorkerOptions extends WorkerPlace {
  readonly ports: Ports;
  readonly plan: ReleasePlan;
}

export function startForecastWorker({ ports, plan, ...place }: ForecastWorkerOptions): Promise<RunningWorker> {
  return runWorker(place, FORECAST_QUEUE, forecastActivities(ports, plan));
}
