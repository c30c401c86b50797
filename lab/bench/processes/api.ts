/** `almanac start` on the simulated market, for those who ask it over HTTP. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from './folder.ts';
import { startOwner } from './owner.ts';

const LISTENS_WITHIN_MS = 60_000;

export interface ApiProcess extends AsyncDisposable {
  readonly pid: number;
  readonly origin: string;
  release(symbol: string): Promise<void>;
}

export async function startApi(environment: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const owner = stack.use(await startOwner(folder.path, environment));
  const origin = await originIn(folder.path);
  const owned = stack.move();
  return {
    ...{ pid: owner.pid, origin },
    release: async (symbol) => {
      await owner.ask('release', { slot: 'manual', source: 'simulated', symbol, candles: [] });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function originIn(dataDir: string): Promise<string> {
  for (const deadline = performance.now() + LISTENS_WITHIN_MS; performance.now() < deadline; await sleep(50)) {
    const text = await readFile(join(dataDir, 'api.json'), 'utf8').catch(() => '');
    if (text.endsWith('\n')) return (JSON.parse(text) as { origin: string }).origin;
  }
  throw new Error('almanac start did not say where its API listens');
}
