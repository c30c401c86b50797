/** The `api` process: reads the record and the engine, and answers over HTTP. Holds no key of any venue, model or channel. */
import { AlmanacError } from '../../domain/errors.ts';
import { leave, ownConfig, ownSource, processEnds } from '../config/role.ts';
import { openEngine } from '../embedded/engine.ts';
import { openStorage } from '../embedded/storage.ts';
import { observedStores } from '../telemetry/observed-stores.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { serveApi } from './serve.ts';

const ends = processEnds();

try {
  const source = ownSource();
  const { config, secrets } = ownConfig();
  if (!config.temporal.address || !secrets.DATABASE_URL) {
    const message = 'An API of its own needs TEMPORAL_ADDRESS and DATABASE_URL; on one machine use "npm start".';
    throw new AlmanacError('config.invalid', message);
  }
  await using telemetry = openTelemetry({ app: 'api', config, secrets });
  await using opened = await openStorage(config, secrets);
  const storage = { ...opened, stores: observedStores(opened.stores, telemetry.tell) };
  await using engine = await openEngine(config, (line) => console.error(line));
  await using api = await serveApi({ config, secrets, source, storage, engine, telemetry });
  console.error(`API and public page at ${api.origin}`);
  await Promise.race(ends);
} catch (failure) {
  leave(failure);
}
process.exit(0);
