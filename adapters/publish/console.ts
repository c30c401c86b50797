/** Prints each post where the operator runs the server. */
import type { Publisher } from '../../activities/ports.ts';
import { localPost } from './local-post.ts';

export function consolePublisher(write: (text: string) => void): Publisher {
  return {
    name: 'console',
    delivery: 'repeatable',
    wants: () => true,
    compose: localPost,
    async send({ text }) {
      write(`\n${text}\n`);
      return null;
    },
  };
}
