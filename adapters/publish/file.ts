/** Writes each post below the data folder; the same release writes the same file. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Publisher } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { localPost } from './local-post.ts';

export function filePublisher(dataDir: string): Publisher {
  return {
    name: 'file',
    delivery: 'repeatable',
    wants: () => true,
    compose: localPost,
    async send({ text }, { release }) {
      const folder = join(dataDir, 'posts');
      const path = join(folder, `${release.document.releaseId}.txt`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(`${path}.part`, `${text}\n`);
        await rename(`${path}.part`, path);
      } catch (failure) {
        throw cannotWrite(path, failure as NodeJS.ErrnoException);
      }
      return null;
    },
  };
}

function cannotWrite(path: string, cause: NodeJS.ErrnoException): AlmanacError {
  const sentence = `The post cannot be written to ${path} (${cause.code ?? cause.message}). Free space, or make it writable.`;
  return new AlmanacError('publish.refused', sentence, { path }, { cause });
}
