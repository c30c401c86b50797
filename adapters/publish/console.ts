/** Prints each post where the operator runs the server. */
import type { Publisher } from '../../activities/ports.ts';

export function consolePublisher(write: (text: string) => void): Publisher {
  return {
    name: 'console',
    async publish({ text }) {
      write(`\n${text}\n`);
    },
  };
}
