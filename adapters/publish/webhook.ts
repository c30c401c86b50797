/** Sends each release as signed JSON; a receiver that has seen its idempotency key takes the second one for the first. */
import { createHmac } from 'node:crypto';
import type { Clock, Publisher, SentPart } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { PostPart } from '../../domain/report/post/messages.ts';
import { localPost, localRoot } from './local-post.ts';

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string;
  readonly wants: Publisher['wants'];
  readonly wantsRoot?: (source: SourceKind) => boolean;
  readonly clock: Clock;
}

export function webhookPublisher({ url, secret, wants, wantsRoot = () => false, clock }: WebhookOptions): Publisher {
  const { origin, pathname } = new URL(url);
  const where = `${origin}${pathname}`;
  return {
    name: `webhook:${where}`,
    delivery: 'repeatable',
    wants,
    compose: localPost,
    root: { wants: wantsRoot, compose: localRoot },
    async send(part, { told, signal }: SentPart) {
      const body = bodyOf(part, told);
      const timestamp = String(Math.floor(clock.now() / 1_000));
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': told.key,
        'x-almanac-timestamp': timestamp,
        'x-almanac-signature': `v1=${signatureOf(secret, timestamp, body)}`,
      };
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' }).catch(
        (failure: unknown) => {
          throw unreachable(where, failure);
        },
      );
      await response.body?.cancel();
      if (!response.ok && response.status !== 409) throw refused(where, response);
      return null;
    },
  };
}

/** HMAC-SHA-256 over `timestamp.body`, in hexadecimal: who checks it also refuses timestamps that are minutes old. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

function bodyOf({ text }: PostPart, told: SentPart['told']): string {
  if (!('document' in told)) {
    const { source, day, entries, root } = told;
    return JSON.stringify({ schema: 1, event: 'day-root', source, day, entries, root, text });
  }
  const { document, ledger, committedAt, timeliness } = told;
  return JSON.stringify({ schema: 1, event: 'release', release: document, ledger, committedAt, timeliness, text });
}

/** Told again in any case, so what happened over there does not matter. */
function unreachable(where: string, failure: unknown): AlmanacError {
  const { name, cause } = failure as Error & { cause?: { code?: string } };
  const sentence = `The webhook ${where} did not answer (${cause?.code ?? name}).`;
  return new AlmanacError('publish.unanswered', sentence, { where }, { world: 'unknown' });
}

function refused(where: string, { status, headers }: Response): AlmanacError {
  const retryAfterS = Number(headers.get('retry-after') ?? Number.NaN);
  if (status === 429 || Number.isFinite(retryAfterS)) {
    const retryAfterMs = (Number.isFinite(retryAfterS) ? retryAfterS : 60) * 1_000;
    return new AlmanacError('publish.limited', `The webhook ${where} asks to be left alone.`, { where, retryAfterMs });
  }
  const sentence = `The webhook ${where} answered ${status}. Correct WEBHOOK_URLS or WEBHOOK_SECRET, or mend the receiver.`;
  return new AlmanacError('publish.refused', sentence, { where, status });
}
