/** The watchdog's own look at database and engine, where they are servers of their own. */
import { Client } from '@temporalio/client';
import { connectPostgres } from '../../adapters/postgres/postgres.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { connectTemporal } from '../../adapters/temporal/connection.ts';
import type { SlotRequest } from '../../activities/ports.ts';
import type { Vitals } from '../../domain/watch/vitals.ts';
import { readVitals } from '../watch/vitals.ts';

const CONNECTS_WITHIN_MS = 5_000;

export interface Places {
  readonly address: string;
  readonly url: string;
  readonly namespace: string;
  readonly executorIsOn: boolean;
}

/** One connection per look: nothing that hung once is asked again. */
export async function lookApart(places: Places, source: SlotRequest['source']): Promise<Vitals> {
  const { address, url, namespace, executorIsOn } = places;
  await using stack = new AsyncDisposableStack();
  const database = stack.use(connectPostgres({ url, maxConnections: 2 }));
  const stores = createStores(database);
  const clock = { now: () => Date.now() };
  const watched = { source, stores, clock, executorIsOn, dataDir: null, databaseElsewhere: true };
  const engine = await connectTemporal(address, CONNECTS_WITHIN_MS).catch(() => null);
  if (engine === null) {
    const vitals = await readVitals({ ...watched, engine: null });
    return { ...vitals, engine: { answers: false, queues: [] } };
  }
  const { connection } = stack.use(engine);
  return await readVitals({ ...watched, engine: { client: new Client({ connection, namespace }), namespace } });
}
