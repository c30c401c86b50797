/** The other side: a command that found the data folder held asks its owner. */
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { AlmanacError } from '../../domain/errors.ts';
import type { Tell } from '../operations/events.ts';
import type { Call, Line } from './protocol.ts';

/** The owner ended, or stopped listening, before it answered; whoever takes the folder next can go on. */
export class OwnerGone extends Error {
  override readonly name = 'OwnerGone';
}

/** Connection errors of an owner that is no more. */
const GONE = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE']);

/** One operation of the owner. @throws OwnerGone, and whatever AlmanacError the owner answers with */
export function callOwner(socketPath: string, call: Call, tell: Tell, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (failure: NodeJS.ErrnoException) =>
      reject(GONE.has(failure.code ?? '') ? new OwnerGone(failure.message, { cause: failure }) : failure);
    const asking = request({ socketPath, method: 'POST', path: '/', signal }, (response) => {
      const lines = createInterface({ input: response });
      lines.on('line', (text) => {
        const line = JSON.parse(text) as Line;
        if ('event' in line) tell(line.event);
        else if ('result' in line) resolve(line.result);
        else
          reject(new AlmanacError(line.error.code, line.error.message, line.error.detail, { world: line.error.world }));
      });
      response.once('error', fail);
      lines.once('close', () => reject(new OwnerGone('it ended before it answered')));
    });
    asking.once('error', fail);
    asking.end(JSON.stringify(call));
  });
}
