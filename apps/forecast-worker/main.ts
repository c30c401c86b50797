/** The `forecast-worker` process: polls the `forecast` queue of a Temporal server that runs elsewhere. */
import { once } from 'node:events';
import { consolePublisher } from '../../adapters/publish/console.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { readConfig } from '../config/config.ts';
import { serveMetrics } from '../telemetry/metrics-server.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { openHost } from '../embedded/host.ts';

// The channel to the process that started us, where one did: its end is ours.
const ends = ['SIGTERM', 'SIGINT', ...(process.connected ? ['disconnect'] : [])].map((event) => once(process, event));

try {
  const { config, secrets } = readConfig(process.env, new Date().getUTCFullYear());
  if (!config.temporal.address || !secrets.DATABASE_URL) {
    const missing = [!config.temporal.address && 'TEMPORAL_ADDRESS', !secrets.DATABASE_URL && 'DATABASE_URL']
      .filter(Boolean)
      .join(' and ');
    throw new AlmanacError(
      'config.invalid',
      `A forecast worker of its own needs ${missing}; on one machine use "npm start".`,
      { missing },
    );
  }
  await using telemetry = openTelemetry({ app: 'forecast-worker', config, secrets });
  await using metrics =
    config.metrics.port === null ? null : await serveMetrics(config.api.host, config.metrics.port, telemetry);
  await using host = await openHost({
    telemetry,
    config,
    secrets,
    tell: (line) => console.error(line),
    publishers: [consolePublisher((text) => console.log(text))],
  });
  if (metrics) console.error(`Metrics at ${metrics.origin}/metrics`);
  console.error(`Polling the queue "forecast" at ${host.engine.address}`);
  await Promise.race([host.worker.ended, ...ends]);
} catch (failure) {
  console.error(failure instanceof AlmanacError ? `${failure.message} (${failure.code})` : failure);
  process.exit(failure instanceof AlmanacError && failure.code === 'config.invalid' ? 2 : 1);
}
process.exit(0);
