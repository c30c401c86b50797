/** How things are, asked of database, engine and disk; each part that does not answer is told as such. */
import { statfs } from 'node:fs/promises';
import type { Clock, SlotRequest, Stores } from '../../activities/ports.ts';
import { recordVitals } from '../../activities/vitals.ts';
import type { AccountVitals, RecordVitals, Vitals } from '../../domain/watch/vitals.ts';
import { EXECUTION_QUEUE, FORECAST_QUEUE, LIVE_EXECUTION_QUEUE } from '../../workflows/messages.ts';
import { engineVitals, type WatchedEngine } from './engine.ts';

export interface Watched {
  readonly source: SlotRequest['source'];
  readonly clock: Clock;
  readonly stores: Stores;
  /** Null: whoever asks runs without one. */
  readonly engine: WatchedEngine | null;
  /** Where the data lie on this machine; null: elsewhere. */
  readonly dataDir: string | null;
  /** Paper accounts are traded here, so somebody has to poll their queue. */
  readonly executorIsOn: boolean;
  /** The database has a clock of its own. */
  readonly databaseElsewhere: boolean;
}

const ANSWERS_WITHIN_MS = 10_000;

export async function readVitals(watched: Watched): Promise<Vitals> {
  const at = watched.clock.now();
  const record = await within(recordVitals(watched.stores, watched.source, at)).catch(() => null);
  return {
    at,
    record,
    engine: watched.engine && (await engineVitals(watched.engine, queuesOf(watched, record))),
    diskUsed: watched.dataDir === null ? null : await diskUsed(watched.dataDir),
    clockOffsetMs: record !== null && watched.databaseElsewhere ? await clockOffset(watched) : null,
  };
}

function queuesOf({ executorIsOn }: Watched, record: RecordVitals | null): string[] {
  const needed = (mode: AccountVitals['mode']) =>
    record?.accounts.some((account) => account.mode === mode && account.needsExecutor) ?? false;
  return [
    FORECAST_QUEUE,
    ...(executorIsOn && needed('paper') ? [EXECUTION_QUEUE] : []),
    ...(needed('live') ? [LIVE_EXECUTION_QUEUE] : []),
  ];
}

async function diskUsed(folder: string): Promise<number | null> {
  try {
    const { blocks, bavail } = await statfs(folder);
    return 1 - bavail / blocks;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw failure;
  }
}

/** The answer is from about the middle of the time that asking took. */
async function clockOffset({ stores, clock }: Watched): Promise<number> {
  const asked = clock.now();
  const theirs = await stores.vitals.now();
  return theirs - (asked + clock.now()) / 2;
}

async function within<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const overdue = setTimeout(() => reject(new Error('no answer in time')), ANSWERS_WITHIN_MS);
  return await Promise.race([work, promise]).finally(() => clearTimeout(overdue));
}
