/**
 * What an evaluation has done so far, one file per piece of work, named after everything the piece depends on. A run that
 * was ended goes on where it was, and a change to one model walks that model again and no other.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** File name of a piece: what a person calls it, and a hash of all it depends on. */
export function partName(called: string, dependsOn: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(dependsOn)).digest('hex');
  return `${called}-${hash.slice(0, 16)}.part`;
}

export class Parts {
  readonly #folder: string;

  /** Makes the folder. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  has(name: string): boolean {
    return existsSync(join(this.#folder, name));
  }

  read<T>(name: string): T {
    return deserialize(readFileSync(join(this.#folder, name))) as T;
  }

  /** Whole or not at all. */
  write(name: string, part: unknown): void {
    const path = join(this.#folder, name);
    writeFileSync(`${path}.half`, serialize(part));
    renameSync(`${path}.half`, path);
  }
}
