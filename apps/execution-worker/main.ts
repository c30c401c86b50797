/** The `execution-worker` process on paper: polls the `execution` queue of a Temporal server that runs elsewhere. */
import { AlmanacError } from '../../domain/errors.ts';
import { leave, ownConfig, ownSource, processEnds } from '../config/role.ts';
import { openEngine } from '../embedded/engine.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { openDatabase } from '../embedded/storage.ts';
import { serveMetrics } from '../telemetry/metrics-server.ts';
import { observedStores } from '../telemetry/observed-stores.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { startPaperExecutor } from './executor.ts';

const ends = processEnds();

try {
  const source = ownSource();
  const { config, secrets } = ownConfig();
  if (!config.temporal.address || !secrets.DATABASE_URL) {
    const message =
      'An execution worker of its own needs TEMPORAL_ADDRESS and DATABASE_URL; on one machine use "npm start".';
    throw new AlmanacError('config.invalid', message);
  }
  await using telemetry = openTelemetry({ app: 'execution-worker', config, secrets });
  const { metricsPort } = config.executor;
  await using metrics = metricsPort === null ? null : await serveMetrics(config.api.host, metricsPort, telemetry);
  await using database = await openDatabase(config, secrets);
  await using engine = await openEngine(config, (line) => console.error(line));
  const stores = observedStores(createStores(database), telemetry.tell);
  const clock = { now: () => Date.now() };
  const parts = { config, stores, telemetry, source, clock };
  await using executor = await startPaperExecutor({ ...parts, address: engine.address });
  if (metrics) console.error(`Metrics at ${metrics.origin}/metrics`);
  console.error(`Polling the queue "execution" at ${engine.address}, on paper, ${source} prices`);
  await Promise.race([executor.ended, ...ends]);
} catch (failure) {
  leave(failure);
}
process.exit(0);
