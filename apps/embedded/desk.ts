/** What reading commands and replay need, opened in order and closed in reverse: stores, market, computing, drawing. */
import { openCompute } from '../../adapters/compute/pool.ts';
import { parquetCodec } from '../../adapters/parquet/codec.ts';
import type { Clock, Ports, Publisher } from '../../activities/ports.ts';
import type { ReleasePlan } from '../../activities/plan.ts';
import type { Signer } from '../../domain/ledger/signature.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import { releasePlan } from '../operations/release-plan.ts';
import { observedStores } from '../telemetry/observed-stores.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { openDrawing } from './drawing.ts';
import { openMarket } from './market.ts';
import { openSigner } from './signing-key.ts';
import { configuredPublishers } from './publishers.ts';
import { openStorage, type Storage } from './storage.ts';

/** No engine, no worker. */
export interface Desk extends AsyncDisposable {
  readonly config: Config;
  readonly storage: Storage;
  readonly ports: Ports;
  readonly plan: ReleasePlan;
  /** Makes the key when it is first asked for. */
  readonly signer: () => Promise<Signer>;
}

export interface DeskOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly tell: (line: string) => void;
  readonly publishers?: readonly Publisher[];
  readonly clock?: Clock;
  /** Is told of everything that becomes of releases. */
  readonly telemetry?: Telemetry;
  /** What is opened is about to compute. */
  readonly makesReleases?: boolean;
}

export const systemClock: Clock = { now: () => Date.now() };

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { config, secrets, publishers = [], clock = systemClock, telemetry } = options;
  await using stack = new AsyncDisposableStack();
  const compute = stack.use(
    openCompute({ threads: config.computeThreads, startAtOnce: options.makesReleases === true }),
  );
  const drawing = stack.use(openDrawing());
  const market = stack.use(openMarket(config, clock));
  const storage = stack.use(await openStorage(config, secrets));
  const ports: Ports = {
    clock,
    objects: storage.objects,
    tables: parquetCodec,
    stores: telemetry ? observedStores(storage.stores, telemetry.tell) : storage.stores,
    sources: market,
    compute,
    charts: drawing.charts,
    pdf: drawing.pdf,
    publishers: [...(await configuredPublishers(config, secrets, storage.stores, clock)), ...publishers],
    executor: null,
  };
  const owned = stack.move();
  const plan = releasePlan(config);
  const signer = () => openSigner(config.dataDir, secrets.RECORD_SIGNING_KEY);
  return { config, storage, ports, plan, signer, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
