/** Writes each post below the data folder; the same release writes the same file. */
import { join } from 'node:path';
import type { Publisher } from '../../activities/ports.ts';
import { localPost } from './local-post.ts';
import { rewriteFile } from './rewrite.ts';

export function filePublisher(dataDir: string): Publisher {
  return {
    name: 'file',
    delivery: 'repeatable',
    wants: () => true,
    compose: localPost,
    async send({ text }, { release }) {
      await rewriteFile(join(dataDir, 'posts', `${release.document.releaseId}.txt`), `${text}\n`);
      return null;
    },
  };
}
