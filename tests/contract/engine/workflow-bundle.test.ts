import { cp, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowBundle } from '../../../adapters/temporal/workflow-bundle.ts';

describe('the workflow bundle', () => {
  let folder: string;
  let cacheDir: string;
  const logged: LogEntry[] = [];
  const logger = new DefaultLogger('WARN', (entry) => logged.push(entry));
  const bundled = (cache = cacheDir) =>
    workflowBundle({ workflowsPath: join(folder, 'index.ts'), folders: [folder] }, cache, logger);
  const kept = () => readdir(join(cacheDir, 'bundles'));
  const write = (answer: number) =>
    writeFile(join(folder, 'index.ts'), `export async function answer() { return ${answer}; }\n`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-bundle-'));
    cacheDir = join(folder, '..', `${folder}-cache`);
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await cp('package.json', join(folder, 'package.json'));
    await write(4_201);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await rm(cacheDir, { recursive: true, force: true });
  });

  it('is made once and taken from the cache afterwards', async () => {
    expect((await bundled()).code).toContain('4201');
    const [name] = await kept();
    await writeFile(join(cacheDir, 'bundles', name), 'what was kept');
    expect(await bundled()).toEqual({ code: 'what was kept' });
  });

  it('is another one for other code, beside at most four older ones', async () => {
    for (let old = 0; old < 6; old++) {
      const path = join(cacheDir, 'bundles', `old-${old}.js`);
      await writeFile(path, '');
      await utimes(path, old, old);
    }
    await write(4_202);
    const { code } = await bundled();
    expect(code).toContain('4202');
    expect(code).not.toContain('4201');
    expect(await kept()).toHaveLength(5);
    expect((await bundled()).code).toBe(code);
  });

  it('is made all the same where the cache cannot be written, and that is said', async () => {
    await writeFile(join(folder, 'a-file'), '');
    expect((await bundled(join(folder, 'a-file'))).code).toContain('4202');
    expect(logged.map(({ message }) => message).join()).toContain('could not be kept');
  });
});
