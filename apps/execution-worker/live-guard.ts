/**
 * The dead man's switch of real orders, a process beside the one that trades: where the executor, its feed or its database
 * fall silent, whatever could still buy is cancelled by the venue's own list. Stops rest at the venue and stay there.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectPostgres } from '../../adapters/postgres/postgres.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { leave, ownConfig, ownNothing } from '../config/role.ts';
import { cancelEntriesAtVenue, cancelledText } from '../operations/live/cancel.ts';
import { openLog } from '../telemetry/log.ts';
import { redactorOf } from '../telemetry/redact.ts';
import { DeadMan } from './live-dead-man.ts';
import { requireLive } from './live-gate.ts';

const LOOKS_EVERY_MS = 10_000;

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort('asked'));
if (process.connected) void once(process, 'disconnect').then(() => stop.abort('alone'));

try {
  ownNothing();
  const { config, secrets } = ownConfig();
  const { url, venue } = requireLive(config, secrets);
  const { accountId, stallMs } = config.live;
  await using database = connectPostgres({ url, maxConnections: 2 });
  const write = (line: string) => process.stderr.write(line);
  const log = openLog({ app: 'live-guard', level: 'info', redact: redactorOf(secrets), write });
  const deadMan = new DeadMan({
    ...{ accountId, stallMs, stores: createStores(database), clock: { now: () => Date.now() } },
    async cancel() {
      const found = await cancelEntriesAtVenue(config, secrets);
      if (found === null) throw new Error('the gate let a process without a key pass');
      return cancelledText(venue, found);
    },
  });
  console.error(
    `Watching over the account "${accountId}": entries are cancelled after ${stallMs / 1_000} s of silence`,
  );
  while (!stop.signal.aborted) {
    const act = await deadMan.look();
    if (act !== null) log.error({ accountId }, act);
    await sleep(LOOKS_EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  // whoever started us is gone, and the executor goes with him
  if (stop.signal.reason === 'alone') log.error({ accountId }, await deadMan.act('nobody is left'));
} catch (failure) {
  leave(failure);
}
process.exit(0);
