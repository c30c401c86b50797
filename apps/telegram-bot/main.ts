/** The `telegram-bot` process: reads rows, starts releases, and changes what people allow; it holds no key of any venue. */
import { AlmanacError } from '../../domain/errors.ts';
import { leave, ownConfig, ownSource, processEnds } from '../config/role.ts';
import { openStation } from '../embedded/host.ts';
import { Tracks } from '../track/tracks.ts';
import { hasBot, runBots } from './run.ts';

const ends = processEnds();
const tell = (line: string) => console.error(line);

try {
  const source = ownSource();
  const { config, secrets } = ownConfig();
  if (!config.temporal.address || !secrets.DATABASE_URL || !hasBot(secrets)) {
    const needs = 'TEMPORAL_ADDRESS, DATABASE_URL and TELEGRAM_BOT_TOKEN or SUBSCRIBER_BOT_TOKEN';
    throw new AlmanacError('config.invalid', `A bot of its own needs ${needs}; on one machine use "npm start".`);
  }
  await using station = await openStation({ config, secrets, tell });
  await using tracks = new Tracks({ config, clock: station.ports.clock, stores: station.ports.stores });
  await using _bots = await runBots({ config, secrets, source, station, tracks, tell });
  await Promise.race(ends);
} catch (failure) {
  leave(failure);
}
process.exit(0);
