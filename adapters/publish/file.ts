/** Writes each post below the data folder; the same release writes the same file. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Publisher } from '../../activities/ports.ts';

export function filePublisher(dataDir: string): Publisher {
  return {
    name: 'file',
    async publish({ document, text }) {
      const folder = join(dataDir, 'posts');
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${document.releaseId}.txt`);
      await writeFile(`${path}.part`, `${text}\n`);
      await rename(`${path}.part`, path);
    },
  };
}
