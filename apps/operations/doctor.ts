/** Looks at everything a release needs, one thing at a time, changes nothing, and says what to do. */
import { access, constants, statfs } from 'node:fs/promises';
import { Connection } from '@temporalio/client';
import { openExchanges } from '../../adapters/exchange/exchanges.ts';
import { connectPostgres } from '../../adapters/postgres/postgres.ts';
import { openS3Store } from '../../adapters/object-store/s3.ts';
import { findTemporal } from '../../adapters/temporal/toolchain.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { nextSlot } from '../../domain/market/slots.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import { readOwner } from '../embedded/owner-record.ts';

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'absent' | 'problem';
  readonly found: string;
  readonly remedy?: string;
}

const NEEDED_BYTES = 500 * 1024 * 1024;

export async function examine(config: Config, secrets: Secrets, signal: AbortSignal): Promise<Finding[]> {
  const findings = await Promise.all([
    configuration(config),
    dataFolder(config),
    owner(config),
    engine(config),
    database(secrets),
    objectStore(config, secrets),
    exchanges(config, signal),
    telegram(config, secrets),
  ]);
  return findings;
}

function configuration({ symbols, slots, zone, horizonsHours }: Config): Finding {
  const next = nextSlot({ slots, zone }, Date.now());
  const found = `${symbols.join(', ')} at ${slots.join(', ')} ${zone}, horizons ${horizonsHours.join(', ')} h; next slot ${new Date(next.cutoff).toISOString()}`;
  return { what: 'configuration', state: 'ok', found };
}

async function dataFolder({ dataDir }: Config): Promise<Finding> {
  const what = 'data folder';
  try {
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const found = `${dataDir}, ${Math.round(free / 1024 ** 2)} MB free`;
    if (free >= NEEDED_BYTES) return { what, state: 'ok', found };
    return { what, state: 'problem', found, remedy: 'Free at least 500 MB, or set DATA_DIR to a larger disk.' };
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      return { what, state: 'absent', found: `${dataDir} does not exist yet; the first release makes it` };
    return {
      what,
      state: 'problem',
      found: `${dataDir} cannot be written (${code})`,
      remedy: 'Make it writable, or set DATA_DIR.',
    };
  }
}

function owner({ dataDir }: Config): Finding {
  const record = readOwner(dataDir);
  if (!record) return { what: 'running', state: 'absent', found: 'nothing runs on this data folder' };
  return {
    what: 'running',
    state: 'ok',
    found: `process ${record.pid} ("${record.command}")${record.ui ? `, workflows at ${record.ui}` : ''}`,
  };
}

async function engine({ temporal, cacheDir, searchPath }: Config): Promise<Finding> {
  const what = 'workflow engine';
  if (temporal.address) {
    return await reach(what, temporal.address, 'Start the Temporal server, or correct TEMPORAL_ADDRESS.', async () => {
      const connection = await Connection.connect({ address: temporal.address ?? '', connectTimeout: 3_000 });
      await connection.close();
    });
  }
  const binary = await findTemporal({ cacheDir, searchPath });
  if (binary) return { what, state: 'ok', found: `embedded, ${binary}` };
  return {
    what,
    state: 'absent',
    found: 'embedded, not on this machine yet',
    remedy: 'The first release downloads or builds it (Go ≥ 1.26); or install the Temporal CLI.',
  };
}

async function database({ DATABASE_URL }: Secrets): Promise<Finding> {
  const what = 'database';
  if (!DATABASE_URL) return { what, state: 'ok', found: 'embedded PGlite' };
  return await reach(what, 'PostgreSQL from DATABASE_URL', 'Start it, or correct DATABASE_URL.', async () => {
    await using connection = await connectPostgres({ url: DATABASE_URL });
    await connection.check();
  });
}

async function objectStore({ objectStore: s3, dataDir }: Config, secrets: Secrets): Promise<Finding> {
  const what = 'object store';
  if (!s3) return { what, state: 'ok', found: `folder ${dataDir}/objects` };
  return await reach(
    what,
    `${s3.endpoint}, bucket ${s3.bucket}`,
    'Start it, or correct S3_ENDPOINT and its keys.',
    async () => {
      const store = await openS3Store({
        ...s3,
        accessKeyId: secrets.S3_ACCESS_KEY_ID ?? '',
        secretAccessKey: secrets.S3_SECRET_ACCESS_KEY ?? '',
      });
      await store.check();
    },
  );
}

async function telegram(
  { telegram: { apiRoot, channels } }: Config,
  { TELEGRAM_BOT_TOKEN }: Secrets,
): Promise<Finding> {
  const what = 'telegram';
  if (!TELEGRAM_BOT_TOKEN) return { what, state: 'absent', found: 'no bot: releases go to console, files and feed' };
  const chats = channels.map(({ chat }) => chat);
  const { examineTelegram } = await import('../../adapters/telegram/rights.ts');
  const where = chats.length === 0 ? 'the bot answers; it has no channel' : `the bot may post to ${chats.join(', ')}`;
  return await reach(what, where, 'See docs/TELEGRAM.md.', async () => {
    await examineTelegram({ token: TELEGRAM_BOT_TOKEN, apiRoot }, chats);
  });
}

async function exchanges({ venues }: Config, signal: AbortSignal): Promise<Finding> {
  const market = openExchanges({ kind: 'live', venues, clock: { now: () => Date.now() } });
  const remedy = 'Check the network; "npm run release -- --slot=manual --source=simulated" works without one.';
  return await reach('exchanges', venues.join(', '), remedy, () =>
    market.reach(AbortSignal.any([signal, AbortSignal.timeout(20_000)])),
  );
}

async function reach(what: string, found: string, remedy: string, attempt: () => Promise<void>): Promise<Finding> {
  try {
    await attempt();
    return { what, state: 'ok', found };
  } catch (failure) {
    const why = failure instanceof AlmanacError ? failure.message : `${found}: ${(failure as Error).message}`;
    return { what, state: 'problem', found: why, remedy };
  }
}
