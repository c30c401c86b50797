/** The `forecast-worker` process: polls the `forecast` queue of a Temporal server that runs elsewhere. */
import { consolePublisher } from '../../adapters/publish/console.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { leave, ownConfig, ownNothing, processEnds } from '../config/role.ts';
import { serveMetrics } from '../telemetry/metrics-server.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { openHost } from '../embedded/host.ts';

const ends = processEnds();

try {
  ownNothing();
  const { config, secrets } = ownConfig();
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
  leave(failure);
}
process.exit(0);
