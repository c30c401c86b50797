/** What a backup holds. Written last: a folder without it is a backup that was not finished. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppliedMigration } from '../../../adapters/postgres/dump.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';

const FILE = 'manifest.json';
const FORMAT = 'almanac-backup';

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly schema: 1;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly codeVersion: string;
  readonly migrations: readonly AppliedMigration[];
  /** In the order in which they can be filled; each in `tables/<name>.jsonl`. */
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[];
  /** Listed in `objects.jsonl`, each at `objects/<key>`. */
  readonly objects: { readonly count: number; readonly bytes: number; readonly sha256: string };
  /** Where each chain ended. */
  readonly heads: readonly { readonly source: SourceKind; readonly sequence: number; readonly hash: string }[];
}

export function manifestOf(content: Omit<Manifest, 'format' | 'schema'>): Manifest {
  return { format: FORMAT, schema: 1, ...content };
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx' });
}

/** @throws AlmanacError input.unreadable-file for a folder that is no finished backup */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, FILE);
  let manifest: Manifest | null = null;
  try {
    manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  } catch (failure) {
    if (!(failure instanceof SyntaxError) && !(failure instanceof Error && 'code' in failure)) throw failure;
  }
  if (manifest?.format === FORMAT && manifest.schema === 1) return manifest;
  const sentence = `${folder} is no finished backup: ${FILE} is not there, or not of the format ${FORMAT} 1.`;
  throw new AlmanacError('input.unreadable-file', sentence, { folder });
}
