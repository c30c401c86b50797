/** The operations on a desk or host of this process. */
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { replayRelease } from '../../activities/replay.ts';
import type { Database, Ports, StoredRelease } from '../../activities/ports.ts';
import type { ReleasePlan } from '../../activities/plan.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { isoTime } from '../../domain/ledger/assemble.ts';
import { fingerprint, type Signer } from '../../domain/ledger/signature.ts';
import { readVitals } from '../watch/vitals.ts';
import type { Tell } from './events.ts';
import type { EngineAddress } from './accounts/through-executor.ts';
import { accountOperations } from './accounts/operations.ts';
import { recordBacktest } from './backtest-candidate.ts';
import { listModels, showModel } from './models.ts';
import { listPublications, settle } from './publications.ts';
import { printedRelease } from './printed-release.ts';
import { backUp } from './backup/backup.ts';
import { exportRecord } from './record/export.ts';
import { proveRelease } from './record/prove.ts';
import { reportRecord } from './record/report.ts';
import { retrainMarkets } from './retrain.ts';
import { readSettlement } from './settlement.ts';
import type { Operations, ReleasePlaces, ReleaseRow } from './table.ts';

export interface LocalContext {
  readonly ports: Ports;
  readonly plan: ReleasePlan;
  readonly symbols: readonly string[];
  readonly executorIsOn: boolean;
  readonly dataDir: string;
  readonly database: Database;
  readonly signer: () => Promise<Signer>;
  readonly objectsAreFiles: boolean;
  readonly engine: { readonly client: Client; readonly ui: string | null; readonly namespace: string } | null;
  /** Of an engine that runs elsewhere, for what asks it without opening it. */
  readonly engineAt: EngineAddress | null;
  /** False for a command that ends, and its web page with it. */
  readonly staysUp: boolean;
}

export function localOperations(context: LocalContext, tell: Tell, signal: AbortSignal): Operations {
  const { ports, plan, symbols, engine } = context;
  return {
    async release(input) {
      const { client } = running(engine);
      const { makeRelease } = await import('./release.ts');
      return await makeRelease({ ports, plan, symbols, client }, input, tell, signal);
    },
    async followOutcome({ releaseId }) {
      const { client } = running(engine);
      const { followOutcome } = await import('./outcome.ts');
      await followOutcome(client, releaseId, tell, signal);
    },
    list: async (input) => (await ports.stores.releases.list(input)).map(releaseRow),
    show: ({ releaseId }) => printedRelease(ports.stores, releaseId),
    outcomes: async ({ releaseId }) => (await ports.stores.outcomes.of(releaseId)).map(({ body }) => body),
    causes: ({ releaseId }) => ports.stores.outcomes.causesOf(releaseId),
    settlement: () => readSettlement(ports),
    places: async ({ releaseId }) => await placesOf(context, releaseId),
    replay: ({ releaseId, deep }) => replayRelease(ports, releaseId, plan.codeVersion, signal, deep),
    retrain: (input) => retrainMarkets({ ports, plan, symbols }, input, tell, signal),
    models: (input) => listModels(ports, input),
    model: (input) => showModel(ports, input),
    recordBacktest: (input) => recordBacktest(ports, input),
    publications: (input) => listPublications(ports, input),
    settle: (input) => settle(ports, input),
    async exportRecord({ source, out }) {
      const { clock, stores } = ports;
      const signer = await context.signer();
      return await exportRecord({ stores, clock, source, signer, codeVersion: plan.codeVersion }, out);
    },
    async backUp({ out }) {
      const { database } = context;
      const { objects, clock, stores } = ports;
      return await backUp({ database, objects, ledger: stores.ledger, clock, codeVersion: plan.codeVersion }, out);
    },
    reportRecord: ({ out, ...asked }) => reportRecord(ports, asked, out),
    proveRelease: ({ releaseId }) => proveRelease(ports, releaseId),
    async vitals({ source }) {
      const { clock, stores } = ports;
      const { dataDir, executorIsOn } = context;
      return await readVitals({ source, clock, stores, engine, executorIsOn, dataDir, databaseElsewhere: false });
    },
    async recordKey() {
      const { publicKey } = await context.signer();
      return { publicKey, fingerprint: fingerprint(publicKey) };
    },
    ...accountOperations({
      ...ports,
      dataDir: context.dataDir,
      client: engine?.client ?? null,
      engineAt: context.engineAt,
    }),
  };
}

function releaseRow({ request, status, document, ledger, committedAt }: StoredRelease): ReleaseRow {
  const { releaseId, symbol, slot, source, cutoff } = request;
  return {
    releaseId,
    symbol,
    slot,
    source,
    cutoff: isoTime(cutoff),
    status,
    action: document?.card.action ?? null,
    sequence: ledger?.sequence ?? null,
    committedAt,
  };
}

function running(engine: LocalContext['engine']): NonNullable<LocalContext['engine']> {
  if (engine) return engine;
  throw new AlmanacError('engine.unreachable', 'This command was started without the workflow engine.');
}

async function placesOf(context: LocalContext, releaseId: string): Promise<ReleasePlaces> {
  const { artefacts } = await printedRelease(context.ports.stores, releaseId);
  const at = (name: string) => {
    const key = artefacts.find((artefact) => artefact.key.endsWith(`/${name}`))?.key;
    if (!key) return null;
    return context.objectsAreFiles ? join(context.dataDir, 'objects', key) : key;
  };
  const { engine, staysUp } = context;
  const page = engine?.ui ? `${engine.ui}/namespaces/${engine.namespace}/workflows/${releaseId}` : null;
  return {
    workflow: page && !staysUp ? `${page} (while "npm start" runs)` : page,
    chart: at('chart.png'),
    report: at('report.pdf'),
    post: join(context.dataDir, 'posts', `${releaseId}.txt`),
  };
}
