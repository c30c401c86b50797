/**
 * The process of real orders, and the only one: it polls the queue `execution-live`, holds the venue's key and that of its
 * database, and refuses to start unless everything is as it must be. It opens nothing while its account is not armed.
 */
import { createStores } from '../../adapters/postgres/stores.ts';
import { leave, ownConfig, ownNothing, processEnds } from '../config/role.ts';
import { openEngine } from '../embedded/engine.ts';
import { openDatabase } from '../embedded/storage.ts';
import { startAccounts } from '../operations/accounts/start.ts';
import { liveAccountWanted } from '../operations/accounts/wanted.ts';
import { serveMetrics } from '../telemetry/metrics-server.ts';
import { observedStores } from '../telemetry/observed-stores.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { openLiveVenues, startLiveExecutor } from './live-executor.ts';
import { retireOthers } from './live-succession.ts';
import { requireLive, requireLiveAccount, requireVenue } from './live-gate.ts';

const VENUE_ANSWERS_WITHIN_MS = 30_000;

const ends = processEnds();

try {
  ownNothing();
  const { config, secrets } = ownConfig();
  const place = requireLive(config, secrets);
  const clock = { now: () => Date.now() };
  await using telemetry = openTelemetry({ app: 'execution-worker', config, secrets });
  const { metricsPort } = config.executor;
  await using metrics = metricsPort === null ? null : await serveMetrics(config.api.host, metricsPort, telemetry);
  await using database = await openDatabase(config, secrets);
  const stores = observedStores(createStores(database), telemetry.tell);
  requireLiveAccount(await stores.accounts.find(config.live.accountId), place);
  const venues = openLiveVenues(config, place, stores, clock);
  await requireVenue(venues, place, AbortSignal.timeout(VENUE_ANSWERS_WITHIN_MS));
  await using engine = await openEngine(config, (line) => console.error(line));
  for (const ended of await retireOthers(stores, engine.client, config.live.accountId)) {
    console.error(`The account "${ended}" is worked on no more: "${config.live.accountId}" follows it`);
  }
  const parts = { config, stores, telemetry, venues, clock };
  await using executor = await startLiveExecutor({ ...parts, address: engine.address });
  await startAccounts(engine.client, [liveAccountWanted(config)]);
  if (metrics) console.error(`Metrics at ${metrics.origin}/metrics`);
  const where = config.live.origin ?? place.venue;
  console.error(
    `Polling the queue "execution-live" at ${engine.address}: real orders for ${place.symbol} at ${where}, account "${config.live.accountId}"`,
  );
  await Promise.race([executor.ended, ...ends]);
} catch (failure) {
  leave(failure);
}
process.exit(0);
