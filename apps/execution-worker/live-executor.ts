/** The executor with the adapter that sends real orders: one venue, one key, one account. */
import { openExchangeVenues } from '../../adapters/exchange/orders/venues.ts';
import type { Clock, ExecutionPorts, Stores, Venues } from '../../activities/ports.ts';
import type { Config } from '../config/config.ts';
import { failedAttempts } from '../telemetry/failed-attempts.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { RunningWorker } from '../workers/run-worker.ts';
import { fileBrake } from './brake.ts';
import type { LivePlace } from './live-gate.ts';
import { startExecutionWorker } from './worker.ts';

/** One account, which works on one thing at a time; people ask meanwhile. */
const CONCURRENT_ACTIVITIES = 4;

export function openLiveVenues({ live }: Config, { venue, key }: LivePlace, stores: Stores, clock: Clock): Venues {
  const origin = live.origin === null ? {} : { origin: live.origin };
  return openExchangeVenues({ venue, key, clock, bans: stores.venueBans, ...origin });
}

export interface LiveExecutorParts {
  readonly config: Config;
  /** Those that are heard: what becomes of the account is told through them. */
  readonly stores: Stores;
  readonly telemetry: Telemetry;
  readonly address: string;
  readonly venues: Venues;
  readonly clock: Clock;
}

export async function startLiveExecutor(parts: LiveExecutorParts): Promise<RunningWorker> {
  const { config, stores, telemetry, address, venues, clock } = parts;
  const { dataDir, cacheDir, logLevel, temporal, executor } = config;
  const ports: ExecutionPorts = {
    mode: 'live',
    ...{ clock, stores, venues },
    brake: fileBrake(dataDir),
    intervals: executor,
    streams: executor.streams,
  };
  const place = { address, namespace: temporal.namespace, cacheDir, logLevel };
  const limits = { concurrentActivities: CONCURRENT_ACTIVITIES, activityInterceptors: [failedAttempts(telemetry)] };
  return await startExecutionWorker({ ...place, ...limits, ports });
}
