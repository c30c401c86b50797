/** Composes the API from what a process has opened: storage, engine, configuration. */
import { readFileSync } from 'node:fs';
import { parquetCodec } from '../../adapters/parquet/codec.ts';
import type { Clock } from '../../activities/ports.ts';
import { apiTokens } from '../config/api-tokens.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Engine } from '../embedded/engine.ts';
import { openSigner } from '../embedded/signing-key.ts';
import type { Storage } from '../embedded/storage.ts';
import { desiredSchedules } from '../schedules/desired.ts';
import { releasePlan } from '../operations/release-plan.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { exposeVitals } from '../telemetry/vital-metrics.ts';
import { Tracks } from '../track/tracks.ts';
import { readVitals } from '../watch/vitals.ts';
import { recordAddress } from './address-record.ts';
import { openApi } from './api.ts';
import { keptFor } from './kept.ts';
import type { PublicSource } from './surroundings.ts';

export interface ServeOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly source: PublicSource;
  readonly storage: Pick<Storage, 'database' | 'objects' | 'stores'>;
  readonly engine: Pick<Engine, 'client'>;
  readonly telemetry: Telemetry;
  /** Shared with others of this process; else its own. */
  readonly tracks?: Tracks;
  readonly clock?: Clock;
}

export interface ServedApi extends AsyncDisposable {
  readonly origin: string;
}

/** Every scrape asks for each metric by itself. */
const VITALS_KEPT_MS = 5_000;

const wallClock: Clock = { now: () => Date.now() };

export async function serveApi(options: ServeOptions): Promise<ServedApi> {
  const { config, secrets, source, storage, engine, telemetry, clock = wallClock } = options;
  await using stack = new AsyncDisposableStack();
  const tracks = options.tracks ?? stack.use(new Tracks({ config, clock, stores: storage.stores }));
  const vitals = () =>
    readVitals({
      ...{ source, clock, stores: storage.stores, databaseElsewhere: secrets.DATABASE_URL !== undefined },
      engine: { client: engine.client, namespace: config.temporal.namespace },
      dataDir: secrets.DATABASE_URL ? null : config.dataDir,
      executorIsOn: config.executor.isOn,
    });
  exposeVitals(telemetry.registry, keptFor(VITALS_KEPT_MS, clock, vitals));
  let listening = '';
  const { origin } = stack.use(
    await openApi({
      ...{ listen: config.api, tracks },
      tokens: apiTokens(secrets.API_TOKENS),
      surroundings: {
        ...{ config, source, clock, version: packageVersion() },
        ...{ database: storage.database, objects: storage.objects, tables: parquetCodec, stores: storage.stores },
        siteUrl: () => config.publicUrl ?? listening,
        signer: () => openSigner(config.dataDir, secrets.RECORD_SIGNING_KEY),
        engine: { client: engine.client, namespace: config.temporal.namespace },
        desired: (hold) => desiredSchedules(config, source, hold),
        plan: () => releasePlan(config),
        telemetry,
      },
    }),
  );
  listening = origin;
  stack.use(recordAddress(config.dataDir, origin));
  const owned = stack.move();
  return { origin, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
