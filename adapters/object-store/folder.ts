/** Objects as files: the same keys and the same "first write wins" as S3 with If-None-Match. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from '../../activities/ports.ts';
import { folderError, isErrno } from './folder-errors.ts';
import { absentObject, requireKey, requirePrefix } from './keys.ts';

/** Half-written objects; no key begins with a dot. */
const UNFINISHED = '.unfinished';

/** @throws AlmanacError store.read-only, store.full, store.unreachable */
export async function openFolderStore(dir: string): Promise<ObjectStore> {
  const store = new FolderStore(dir);
  await store.prepare();
  return store;
}

class FolderStore implements ObjectStore {
  readonly #dir: string;
  readonly #foldersSynced = new Set<string>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  async prepare(): Promise<void> {
    await this.#told(() => mkdir(join(this.#dir, UNFINISHED), { recursive: true }));
  }

  /** The object appears whole under its name or not at all: `link` fails where something is, and never replaces it. */
  async putIfAbsent(key: string, bytes: Uint8Array): Promise<'written' | 'existed'> {
    requireKey(key);
    return await this.#told(async () => {
      const unfinished = join(this.#dir, UNFINISHED, randomUUID());
      try {
        await writeDurably(unfinished, bytes);
        return await this.#publish(unfinished, key);
      } finally {
        await removeIfPresent(unfinished);
      }
    });
  }

  async get(key: string): Promise<Uint8Array> {
    const bytes = await this.find(key);
    if (bytes === null) throw absentObject(key);
    return bytes;
  }

  async find(key: string): Promise<Uint8Array | null> {
    requireKey(key);
    return await this.#told(async () => {
      try {
        return await readFile(join(this.#dir, key));
      } catch (failure) {
        if (isErrno(failure, 'ENOENT', 'ENOTDIR', 'EISDIR')) return null;
        throw failure;
      }
    });
  }

  async list(prefix: string): Promise<string[]> {
    requirePrefix(prefix);
    return await this.#told(async () => {
      const keys: string[] = [];
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      for await (const key of this.#keysUnder(folder)) if (key.startsWith(prefix)) keys.push(key);
      return keys.sort();
    });
  }

  /** Writes and removes a file: permissions alone do not say whether a disk takes writes. */
  async check(): Promise<void> {
    await this.#told(async () => {
      const probe = join(this.#dir, UNFINISHED, randomUUID());
      await writeDurably(probe, new Uint8Array(1));
      await unlink(probe);
    });
  }

  async #publish(unfinished: string, key: string): Promise<'written' | 'existed'> {
    const path = join(this.#dir, key);
    await mkdir(dirname(path), { recursive: true });
    try {
      await link(unfinished, path);
    } catch (failure) {
      if (isErrno(failure, 'EEXIST')) return 'existed';
      throw failure;
    }
    await this.#syncFolders(dirname(path));
    return 'written';
  }

  /** A new name survives a power cut only when its folder was synced; so does a new folder in the one above. */
  async #syncFolders(folder: string): Promise<void> {
    await syncFolder(folder);
    for (let at = folder; at !== this.#dir && !this.#foldersSynced.has(at); at = dirname(at)) {
      await syncFolder(dirname(at));
      this.#foldersSynced.add(at);
    }
  }

  async *#keysUnder(folder: string): AsyncGenerator<string> {
    for (const entry of await entriesOf(join(this.#dir, folder))) {
      if (entry.isDirectory() && entry.name !== UNFINISHED) yield* this.#keysUnder(`${folder}${entry.name}/`);
      if (entry.isFile()) yield `${folder}${entry.name}`;
    }
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (failure) {
      throw folderError(failure, this.#dir);
    }
  }
}

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (failure) {
    if (isErrno(failure, 'ENOENT', 'ENOTDIR')) return [];
    throw failure;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx');
  await file.writeFile(bytes);
  await file.sync();
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

async function removeIfPresent(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (failure) {
    if (!isErrno(failure, 'ENOENT')) throw failure;
  }
}
