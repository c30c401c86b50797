import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DevServerOptions, startDevServer } from '../../../adapters/temporal/dev-server.ts';
import { temporalBinary } from '../../../adapters/temporal/toolchain.ts';
import { flowConfig } from '../../fixtures/flow-host.ts';

let folder = '';
let binary = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-engine-'));
  const { cacheDir, searchPath } = flowConfig(folder);
  binary = await temporalBinary({ cacheDir, searchPath, tell: () => undefined });
});
afterAll(() => rm(folder, { recursive: true }));

/** An engine that ends at once the first `times` times, as one does that finds its port taken, and runs from then on. */
async function endingEarly(name: string, times: number): Promise<DevServerOptions> {
  const dataDir = join(folder, name);
  const script = join(folder, `${name}.sh`);
  const runs = `${script}.runs`;
  await writeFile(
    script,
    `#!/bin/sh\necho x >>${runs}\n[ "$(wc -l <${runs})" -gt ${times} ] || exit 1\nexec ${binary} "$@"\n`,
    {
      mode: 0o755,
    },
  );
  return { dataDir, binary: async () => script, searchAttributes: [], tell: () => undefined };
}

describe('the workflow engine', () => {
  it('is started again when it ends before it is ready', async () => {
    await using server = await startDevServer(await endingEarly('twice', 2));
    expect(server.adopted).toBe(false);
    expect(server.pid).toBeGreaterThan(0);
  });

  it('is given up after three times, with its log named', async () => {
    const failure = startDevServer(await endingEarly('always', 9));
    await expect(failure).rejects.toMatchObject({ code: 'engine.failed', detail: { attempts: 3 } });
    await expect(failure).rejects.toThrow(/it ended with code 1\. Its log is .*engine\.log/);
  });

  it('does not stumble over records that a killed process left half written', async () => {
    const options = await endingEarly('half', 0);
    await (await startDevServer(options))[Symbol.asyncDispose]();
    for (const record of ['ports.json', 'engine.json']) await writeFile(join(options.dataDir, record), '[41');
    await using server = await startDevServer(options);
    expect(server.adopted).toBe(false);
  });
});
