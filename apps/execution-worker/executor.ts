/** The executor on paper: accounts, prices and books of its own. It knows no venue that takes real orders, and no key of one. */
import { openPriceFeeds } from '../../adapters/exchange/price-feed.ts';
import { openPaperVenues } from '../../adapters/paper-venue/venues.ts';
import type { Clock, PriceFeeds, Stores } from '../../activities/ports.ts';
import { startExchange } from '../../lab/exchange/server.ts';
import type { Config } from '../config/config.ts';
import type { RunningWorker } from '../workers/run-worker.ts';
import { fileBrake } from './brake.ts';
import { failedAttempts } from '../telemetry/failed-attempts.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { startExecutionWorker } from './worker.ts';

/** Of the simulated market, as releases have it. */
const SEED = '1';
/** More than there are accounts: each works on one thing at a time. */
const CONCURRENT_ACTIVITIES = 16;

export interface ExecutorParts {
  readonly config: Config;
  /** Those that are heard: what becomes of accounts is told through them. */
  readonly stores: Stores;
  readonly telemetry: Telemetry;
  readonly address: string;
  readonly source: 'live' | 'simulated';
  readonly clock: Clock;
}

export async function startPaperExecutor({
  config,
  stores,
  telemetry,
  address,
  source,
  clock,
}: ExecutorParts): Promise<RunningWorker> {
  await using stack = new AsyncDisposableStack();
  const feeds = await feedsOf(source, config, clock, stack);
  const settings = { ...config.paper, market: config.cards.market, leverage: config.cards.leverageCap };
  const venues = openPaperVenues({ store: stores.paperVenue, feeds, clock, settings });
  const { dataDir, cacheDir, logLevel, temporal, executor } = config;
  const ports = {
    mode: 'paper',
    clock,
    stores,
    venues,
    brake: fileBrake(dataDir),
    intervals: executor,
    streams: executor.streams,
  } as const;
  const place = { address, namespace: temporal.namespace, cacheDir, logLevel };
  const limits = { concurrentActivities: CONCURRENT_ACTIVITIES, activityInterceptors: [failedAttempts(telemetry)] };
  const worker = stack.use(await startExecutionWorker({ ...place, ...limits, ports }));
  const owned = stack.move();
  return { ended: worker.ended, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function feedsOf(
  source: ExecutorParts['source'],
  { venues, cards }: Config,
  clock: Clock,
  stack: AsyncDisposableStack,
): Promise<PriceFeeds> {
  if (source === 'live') return openPriceFeeds({ venues, clock, market: cards.market });
  const { origin } = stack.use(await startExchange({ seed: SEED, clock: () => clock.now() }));
  return openPriceFeeds({ venues: ['binance'], origin, clock, market: cards.market });
}
