/** What the engine costs: the release workflow of the real bundle with activities that do nothing. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../adapters/temporal/namespace.ts';
import { startDevServer } from '../../adapters/temporal/dev-server.ts';
import { temporalBinary } from '../../adapters/temporal/toolchain.ts';
import { type ReleaseActivities, STEP_NAMES } from '../../activities/contract.ts';
import { type Figure, median } from './figure.ts';
import { temporaryFolder } from './processes/folder.ts';
import { cacheDir, searchPath } from './places.ts';

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const QUEUE = 'bench';
const LIMIT_MS = 400;
const RUNS = 15;

export async function workflowFigures(): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  await using engine = await startEngine(folder.path);
  await using worker = await startWorker(engine.address);
  const took: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    await worker.client.workflow.execute('release', {
      workflowId: `empty-${run}`,
      taskQueue: QUEUE,
      args: [{ releaseId: `empty-${run}`, symbol: 'BTC/USDT', slot: 'manual', source: 'recorded', deadline: null }],
    });
    took.push(performance.now() - begun);
  }
  const note = `the first ${took[0].toFixed(0)} ms`;
  return [{ name: 'release with empty activities', measured: median(took), unit: 'ms', limit: LIMIT_MS, note }];
}

async function startEngine(folder: string) {
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const place = {
    cacheDir: cacheDir(),
    searchPath: searchPath(),
    tell: (line: string) => console.error(line),
  };
  const binary = () => temporalBinary(place);
  return await startDevServer({ dataDir, binary, searchAttributes: SEARCH_ATTRIBUTES, tell: place.tell });
}

async function startWorker(address: string): Promise<AsyncDisposable & { readonly client: Client }> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue: QUEUE,
    workflowsPath: WORKFLOWS,
    activities: emptyActivities(),
  });
  const ended = worker.run();
  return {
    client: new Client({ connection }),
    async [Symbol.asyncDispose]() {
      worker.shutdown();
      await ended;
      await connection.close();
      await native.close();
    },
  };
}

function emptyActivities(): ReleaseActivities {
  const steps = STEP_NAMES.map((name) => [name, async () => ({ artefacts: [], summary: '' })] as const);
  return {
    ...(Object.fromEntries(steps) as unknown as Omit<ReleaseActivities, 'commit' | 'publish' | 'discard'>),
    commit: async () => ({ status: 'published', verdict: 'NO-TRADE', sequence: 1 }),
    publish: async () => undefined,
    discard: async () => undefined,
  };
}
