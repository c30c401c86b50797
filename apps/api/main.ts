/** The `api` process: reads the record and the engine, and answers over HTTP. Holds no key of any venue, model or channel. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';
import { readConfig } from '../config/config.ts';
import { openEngine } from '../embedded/engine.ts';
import { openStorage } from '../embedded/storage.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { serveApi } from './serve.ts';

// The channel to the process that started us, where one did: its end is ours.
const ends = ['SIGTERM', 'SIGINT', ...(process.connected ? ['disconnect'] : [])].map((event) => once(process, event));

try {
  const { values } = parseArgs({ options: { source: { type: 'string', default: 'live' } } });
  const source = values.source === 'simulated' ? 'simulated' : 'live';
  const { config, secrets } = readConfig(process.env, new Date().getUTCFullYear());
  if (!config.temporal.address || !secrets.DATABASE_URL) {
    const message = 'An API of its own needs TEMPORAL_ADDRESS and DATABASE_URL; on one machine use "npm start".';
    throw new AlmanacError('config.invalid', message);
  }
  await using telemetry = openTelemetry({ app: 'api', config, secrets });
  await using storage = await openStorage(config, secrets);
  await using engine = await openEngine(config, (line) => console.error(line));
  await using api = await serveApi({ config, secrets, source, storage, engine, telemetry });
  console.error(`API and public page at ${api.origin}`);
  await Promise.race(ends);
} catch (failure) {
  console.error(failure instanceof AlmanacError ? `${failure.message} (${failure.code})` : failure);
  process.exit(failure instanceof AlmanacError && failure.code === 'config.invalid' ? 2 : 1);
}
process.exit(0);
