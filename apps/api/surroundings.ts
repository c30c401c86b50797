/** What the API reads: the record, the objects, the engine. What it may change stands behind tokens. */
import type { Client } from '@temporalio/client';
import type { ReleasePlan } from '../../activities/plan.ts';
import type { Clock, Database, ObjectStore, ScheduleHold, Stores, TableCodec } from '../../activities/ports.ts';
import type { Signer } from '../../domain/ledger/signature.ts';
import type { DesiredSchedule } from '../schedules/desired.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Config } from '../config/config.ts';

/** What is released on a schedule, and so what the public sees. */
export type PublicSource = 'live' | 'simulated';

export interface Surroundings {
  readonly config: Pick<Config, 'symbols' | 'slots' | 'zone' | 'publicUrl' | 'executor'>;
  readonly source: PublicSource;
  /** Where people reach the site: PUBLIC_URL, else where the server listens. Never what a reader's `Host` says. */
  readonly siteUrl: () => string;
  readonly version: string;
  readonly clock: Clock;
  readonly database: Pick<Database, 'check'>;
  readonly objects: ObjectStore;
  readonly tables: TableCodec;
  readonly stores: Stores;
  readonly signer: () => Promise<Signer>;
  readonly engine: { readonly client: Client; readonly namespace: string };
  /** The schedules as declared, held or not. */
  readonly desired: (hold: ScheduleHold | null) => readonly DesiredSchedule[];
  /** What releases by hand are made with. */
  readonly plan: () => ReleasePlan;
  readonly telemetry: Telemetry;
}
