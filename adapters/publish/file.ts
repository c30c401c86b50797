/** Writes each post below the data folder; the same release writes the same file. */
import { join } from 'node:path';
import type { Publisher } from '../../activities/ports.ts';
import { localPost, localRoot } from './local-post.ts';
import { rewriteFile } from './rewrite.ts';

export function filePublisher(dataDir: string): Publisher {
  return {
    name: 'file',
    delivery: 'repeatable',
    wants: () => true,
    compose: localPost,
    root: { wants: () => true, compose: localRoot },
    async send({ text }, { told }) {
      const name = 'document' in told ? told.document.releaseId : `root_${told.source}_${told.day}`;
      await rewriteFile(join(dataDir, 'posts', `${name}.txt`), `${text}\n`);
      return null;
    },
  };
}
