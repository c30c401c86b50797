/** The `execution-worker` process on paper: polls the `execution` queue of a Temporal server that runs elsewhere. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';
import { readConfig } from '../config/config.ts';
import { openEngine } from '../embedded/engine.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { openDatabase } from '../embedded/storage.ts';
import { startPaperExecutor } from './executor.ts';

/** Another executor has the accounts now: starting again would take them back and forth. */
const SUPERSEDED = 3;

// The channel to the process that started us, where one did: its end is ours.
const ends = ['SIGTERM', 'SIGINT', ...(process.connected ? ['disconnect'] : [])].map((event) => once(process, event));

try {
  const { values } = parseArgs({ options: { source: { type: 'string', default: 'live' } } });
  const source = values.source === 'simulated' ? 'simulated' : 'live';
  const { config, secrets } = readConfig(process.env, new Date().getUTCFullYear());
  if (!config.temporal.address || !secrets.DATABASE_URL) {
    const message =
      'An execution worker of its own needs TEMPORAL_ADDRESS and DATABASE_URL; on one machine use "npm start".';
    throw new AlmanacError('config.invalid', message);
  }
  await using database = await openDatabase(config, secrets);
  await using engine = await openEngine(config, (line) => console.error(line));
  const stores = createStores(database);
  const clock = { now: () => Date.now() };
  await using executor = await startPaperExecutor({ config, stores, address: engine.address, source, clock });
  console.error(`Polling the queue "execution" at ${engine.address}, on paper, ${source} prices`);
  await Promise.race([executor.ended, ...ends]);
} catch (failure) {
  console.error(failure instanceof AlmanacError ? `${failure.message} (${failure.code})` : failure);
  const code = failure instanceof AlmanacError ? failure.code : null;
  process.exit(code === 'executor.superseded' ? SUPERSEDED : code === 'config.invalid' ? 2 : 1);
}
process.exit(0);
