import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AlmanacError } from '../../domain/errors.ts';

export type FileContent =
  | { readonly format: 'csv'; readonly text: string }
  | { readonly format: 'parquet'; readonly bytes: Uint8Array };

/**
 * The content of a candle file, by what it is and not by what it is called: gzip is unpacked, Parquet recognised.
 * A file that is absent, a folder, unreadable or half-written gzip is `input.unreadable-file`; an empty one `data.empty`.
 */
export async function readCandleBytes(path: string): Promise<FileContent> {
  const bytes = await readWhole(path);
  if (bytes.length === 0) {
    throw new AlmanacError('data.empty', `${path} is empty. Get the file again.`, { path });
  }
  if (startsWith(bytes, [0x1f, 0x8b])) return contentOf(await unpack(bytes, path));
  return contentOf(bytes);
}

function contentOf(bytes: Buffer): FileContent {
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x31])) return { format: 'parquet', bytes };
  return { format: 'csv', text: bytes.toString('utf8') };
}

async function readWhole(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) throw unreadable(path, 'it is a folder', 'Name the files in it one by one');
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof AlmanacError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw unreadable(path, missing ? 'it does not exist' : String(cause), 'Check the path and its permissions', cause);
  }
}

async function unpack(bytes: Buffer, path: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes);
  } catch (cause) {
    throw unreadable(path, 'the gzip data is damaged or ends too early', 'Get the file again', cause);
  }
}

export function unreadable(path: string, what: string, advice: string, cause?: unknown): AlmanacError {
  return new AlmanacError('input.unreadable-file', `${path} cannot be read: ${what}. ${advice}.`, { path }, { cause });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
