/** Replaces a file whole: who reads it meanwhile reads the old one or the new one. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AlmanacError } from '../../domain/errors.ts';

/** @throws AlmanacError publish.refused where it cannot be written */
export async function rewriteFile(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  } catch (failure) {
    const { code, message } = failure as NodeJS.ErrnoException;
    const sentence = `${path} cannot be written (${code ?? message}). Free space, or make it writable.`;
    throw new AlmanacError('publish.refused', sentence, { path }, { cause: failure });
  }
}
