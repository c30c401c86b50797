/**
 * Errors to a server that speaks Sentry's envelopes, when SENTRY_DSN names one. One request per error, without a retry: it
 * must never hold up what it reports on. The protocol: https://develop.sentry.dev/sdk/data-model/envelopes/
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { AlmanacError } from '../../domain/errors.ts';
import { type Redact, withoutSecretNames } from './redact.ts';

export interface ErrorSink {
  send(message: string, event: { readonly kind: string }): void;
  /** Waits for what is under way. */
  settled(): Promise<void>;
}

export interface ErrorSinkOptions {
  readonly app: string;
  readonly dsn: string | undefined;
  readonly redact: Redact;
  readonly log: Logger;
}

const ANSWERS_WITHIN_MS = 5_000;
/** More at once are dropped: a flood of errors is one error. */
const AT_ONCE = 10;

/** Null without a DSN. @throws AlmanacError config.invalid */
export function openErrorSink({ app, dsn, redact, log }: ErrorSinkOptions): ErrorSink | null {
  if (dsn === undefined) return null;
  const { url, key } = endpointOf(dsn);
  const underWay = new Set<Promise<void>>();
  const post = async (body: string) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-sentry-envelope',
          'x-sentry-auth': `Sentry sentry_version=7, sentry_client=almanac/1, sentry_key=${key}`,
        },
        body,
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      });
      await response.body?.cancel();
      if (!response.ok) log.warn({ status: response.status }, 'the error sink refused an error');
    } catch (failure) {
      log.warn({ problem: (failure as Error).message }, 'the error sink cannot be reached');
    }
  };
  return {
    send(message, event) {
      if (underWay.size >= AT_ONCE) return;
      const sent = post(redact(envelope(app, message, event))).finally(() => underWay.delete(sent));
      underWay.add(sent);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

/** `https://KEY@HOST[/PATH]/PROJECT` */
function endpointOf(dsn: string): { url: string; key: string } {
  const parsed = URL.parse(dsn);
  const [, path, project] = /^(.*)\/(\d+)$/.exec(parsed?.pathname ?? '') ?? [];
  if (!parsed || !parsed.username || project === undefined)
    throw new AlmanacError('config.invalid', 'SENTRY_DSN does not look like https://KEY@HOST/PROJECT.');
  return { url: `${parsed.protocol}//${parsed.host}${path}/api/${project}/envelope/`, key: parsed.username };
}

function envelope(app: string, message: string, event: { readonly kind: string }): string {
  const id = randomUUID().replaceAll('-', '');
  const failure = 'failure' in event ? event.failure : null;
  const payload = {
    ...{ event_id: id, level: 'error', platform: 'node', logger: app, message },
    tags: { app, event: event.kind },
    extra: withoutSecretNames(event),
    ...(failure instanceof Error && { exception: { values: [{ type: failure.name, value: failure.message }] } }),
  };
  return `${JSON.stringify({ event_id: id })}\n${JSON.stringify({ type: 'event' })}\n${JSON.stringify(payload)}\n`;
}
