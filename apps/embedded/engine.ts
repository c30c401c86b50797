/** The workflow engine: a dev server of our own, or the server that TEMPORAL_ADDRESS names. */
import { Client } from '@temporalio/client';
import { connectTemporal, type TemporalConnection } from '../../adapters/temporal/connection.ts';
import { startDevServer } from '../../adapters/temporal/dev-server.ts';
import { prepareNamespace, SEARCH_ATTRIBUTES } from '../../adapters/temporal/namespace.ts';
import { clientPayloadLimit } from '../../adapters/temporal/payload-limit.ts';
import { temporalBinary } from '../../adapters/temporal/toolchain.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { Config } from '../config/config.ts';

const CONNECT_WITHIN_MS = 10_000;

export interface Engine extends AsyncDisposable {
  readonly client: Client;
  readonly address: string;
  /** Temporal's web page, where we run it ourselves. */
  readonly ui: string | null;
}

export async function openEngine(config: Config, tell: (line: string) => void): Promise<Engine> {
  await using stack = new AsyncDisposableStack();
  const external = config.temporal.address;
  const server = external ? null : stack.use(await ownServer(config, tell));
  const address = external ?? server?.address ?? '';
  const { connection } = stack.use(await connectEngine(address));
  await prepareNamespace(connection, config.temporal.namespace);
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    interceptors: { workflow: [clientPayloadLimit] },
  });
  const owned = stack.move();
  return { client, address, ui: server?.ui ?? null, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function ownServer(config: Config, tell: (line: string) => void) {
  const { dataDir, cacheDir, searchPath } = config;
  const binary = () => temporalBinary({ cacheDir, searchPath, tell });
  return startDevServer({ dataDir, binary, searchAttributes: SEARCH_ATTRIBUTES, tell });
}

async function connectEngine(address: string): Promise<TemporalConnection> {
  try {
    return await connectTemporal(address, CONNECT_WITHIN_MS);
  } catch (cause) {
    throw new AlmanacError(
      'engine.unreachable',
      `The Temporal server at ${address} does not answer. Start it, or correct TEMPORAL_ADDRESS.`,
      { address },
      { cause },
    );
  }
}
