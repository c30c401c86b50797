/** The `telegram-bot` process: reads rows, starts releases, and changes what people allow; it holds no key of any venue. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';
import { readConfig } from '../config/config.ts';
import { openStation } from '../embedded/host.ts';
import { hasBot, runBots } from './run.ts';

// The channel to the process that started us, where one did: its end is ours.
const ends = ['SIGTERM', 'SIGINT', ...(process.connected ? ['disconnect'] : [])].map((event) => once(process, event));
const tell = (line: string) => console.error(line);

try {
  const { values } = parseArgs({ options: { source: { type: 'string', default: 'live' } } });
  const source = values.source === 'simulated' ? 'simulated' : 'live';
  const { config, secrets } = readConfig(process.env, new Date().getUTCFullYear());
  if (!config.temporal.address || !secrets.DATABASE_URL || !hasBot(secrets)) {
    const needs = 'TEMPORAL_ADDRESS, DATABASE_URL and TELEGRAM_BOT_TOKEN or SUBSCRIBER_BOT_TOKEN';
    throw new AlmanacError('config.invalid', `A bot of its own needs ${needs}; on one machine use "npm start".`);
  }
  await using station = await openStation({ config, secrets, tell });
  await using _bots = await runBots({ config, secrets, source, station, tell });
  await Promise.race(ends);
} catch (failure) {
  console.error(failure instanceof AlmanacError ? `${failure.message} (${failure.code})` : failure);
  process.exit(failure instanceof AlmanacError && failure.code === 'config.invalid' ? 2 : 1);
}
process.exit(0);
