import { open, rename, rm } from 'node:fs/promises';
import { AlmanacError } from '../../../domain/errors.ts';
import { type BundleRequest, bundleLines } from './bundle.ts';

export interface Exported {
  readonly file: string;
  readonly lines: number;
  readonly bytes: number;
}

/** Writes the bundle beside its place and puts it there when it is whole; what was there before is replaced. */
export async function exportRecord(request: BundleRequest, file: string): Promise<Exported> {
  const unfinished = `${file}.unfinished`;
  try {
    const written = await writeLines(unfinished, bundleLines(request));
    await rename(unfinished, file);
    return { file, ...written };
  } catch (failure) {
    await rm(unfinished, { force: true });
    if (!(failure instanceof Error) || !('syscall' in failure)) throw failure;
    const sentence = `The record cannot be written to ${file} (${failure.message}). Choose another place with --out=FILE.`;
    throw new AlmanacError('input.unreadable-file', sentence, { file }, { cause: failure });
  }
}

async function writeLines(path: string, lines: AsyncIterable<string>): Promise<Omit<Exported, 'file'>> {
  await using file = await open(path, 'w');
  let count = 0;
  let bytes = 0;
  for await (const line of lines) {
    await file.write(line);
    count++;
    bytes += Buffer.byteLength(line);
  }
  await file.sync();
  return { lines: count, bytes };
}
