import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../activities/ports.ts';
import { openFolderStore } from '../../../adapters/object-store/folder.ts';
import { openS3Store } from '../../../adapters/object-store/s3.ts';
import { type Cut, cutWire } from './cut.ts';
import { objectsSuite } from './suites/objects.ts';
import { type Opened, objectStores, openFreshFolder, s3Options } from './targets.ts';

describe.each(objectStores)('objects in $name', ({ name, open }) => {
  describe.skipIf(!open)(name, () => {
    let opened: Opened<ObjectStore>;
    beforeAll(async () => {
      if (open) opened = await open();
    });
    afterAll(() => opened[Symbol.asyncDispose]());
    objectsSuite(() => opened.value);
  });
});

describe('a folder that cannot be written', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-folder-'));
    return () => rm(folder, { recursive: true });
  });
  const MEGABYTE = new Uint8Array(1_000_000);

  it('leaves nothing unfinished behind, whoever wins', async () => {
    await using opened = await openFreshFolder();
    await Promise.all([1, 2, 3].map(() => opened.value.putIfAbsent('a/b', MEGABYTE, 'x/y')));
    expect(await readdir(join(opened.folder, '.unfinished'))).toEqual([]);
  });

  it('is refused as read-only where permissions say so', async () => {
    const store = await openFolderStore(folder);
    await mkdir(join(folder, 'closed'));
    await chmod(folder, 0o755);
    await chmod(join(folder, 'closed'), 0o555);
    await asNobody(async () => {
      const readOnly = { code: 'store.read-only', message: expect.stringContaining(folder) };
      await expect(openFolderStore(join(folder, 'closed', 'store'))).rejects.toMatchObject(readOnly);
      await expect(store.putIfAbsent('closed/a', MEGABYTE, 'x/y')).rejects.toMatchObject(readOnly);
    });
  });

  it('is unreachable once it is gone', async () => {
    const store = await openFolderStore(join(folder, 'gone'));
    await rm(join(folder, 'gone'), { recursive: true });
    await expect(store.check()).rejects.toMatchObject({ code: 'store.unreachable' });
  });

  it('says that a file is where a folder is needed', async () => {
    const store = await openFolderStore(folder);
    await store.putIfAbsent('a', MEGABYTE, 'x/y');
    await expect(store.putIfAbsent('a/b', MEGABYTE, 'x/y')).rejects.toMatchObject({ code: 'store.conflict' });
    expect(await store.find('a/b')).toBeNull();
  });

  it('is refused as full on a full disk, as read-only on a read-only one, and stays readable', async ({ skip }) => {
    if (!mounted(folder, 'size=256k')) skip('no disk can be mounted here (needs root)');
    try {
      const store = await openFolderStore(folder);
      await store.putIfAbsent('small', new Uint8Array(1_000), 'x/y');
      await expect(store.putIfAbsent('big', MEGABYTE, 'x/y')).rejects.toMatchObject({ code: 'store.full' });
      expect(await store.list('')).toEqual(['small']);
      expect(await readdir(join(folder, '.unfinished'))).toEqual([]);
      mounted(folder, 'remount,ro');
      await expect(store.putIfAbsent('other', new Uint8Array(1), 'x/y')).rejects.toMatchObject({
        code: 'store.read-only',
      });
      await expect(store.check()).rejects.toMatchObject({ code: 'store.read-only' });
      expect((await store.get('small')).byteLength).toBe(1_000);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});

describe('an S3 that cannot be used', () => {
  it('is unreachable where nothing listens, and nothing happened', async () => {
    const options = { ...s3Options(), endpoint: 'http://127.0.0.1:1', accessKeyId: 'a', secretAccessKey: 'b' };
    const refusal = {
      code: 'store.unreachable',
      world: 'nothing-happened',
      message: expect.stringContaining('127.0.0.1:1'),
    };
    await expect(openS3Store(options)).rejects.toMatchObject(refusal);
  });

  it.skipIf(!objectStores[1].open)(
    'refuses wrong keys as a mistake of the configuration, without printing them',
    async () => {
      const attempt = openS3Store({ ...s3Options(), secretAccessKey: 'canary-secret' });
      await expect(attempt).rejects.toMatchObject({ code: 'config.invalid' });
      await expect(attempt).rejects.not.toThrow('canary-secret');
    },
  );

  it.skipIf(!objectStores[1].open).each<[Cut, string]>([
    ['before-it-arrives', 'written'],
    ['before-the-answer', 'existed'],
  ])('stores the bytes once although the wire is cut %s', async (cut, answer) => {
    const options = s3Options();
    const direct = await openS3Store(options);
    await using wire = await cutWire(options.endpoint, 'If-None-Match', cut);
    const store = await openS3Store({ ...options, endpoint: wire.url });
    expect(await store.putIfAbsent('cut', new TextEncoder().encode('once'), 'text/plain')).toBe(answer);
    expect(new TextDecoder().decode(await direct.get('cut'))).toBe('once');
  });

  it.skipIf(!objectStores[1].open)('opens a bucket that is there already, also when two make it at once', async () => {
    const options = s3Options();
    const [first, second] = await Promise.all([openS3Store(options), openS3Store(options)]);
    await first.putIfAbsent('a', new Uint8Array(3), 'x/y');
    expect((await second.get('a')).byteLength).toBe(3);
  });
});

function mounted(folder: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Permissions mean nothing to root. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
