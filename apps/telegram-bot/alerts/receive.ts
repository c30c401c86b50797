/** Where Alertmanager tells of alerts (its webhook, version 4); the operators are woken by message, each alert once. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { guardOf } from '../../../adapters/http/tokens.ts';
import type { BotStore, Clock } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { type Alert, hearAlerts, QUIET_DESK } from '../../../domain/operator/alerts.ts';

export interface AlertReceiver {
  readonly port: number;
  readonly token: string;
  readonly clock: Clock;
  /** What was told before, by whichever process. */
  readonly bots: Pick<BotStore, 'alertDesk' | 'keepAlertDesk'>;
  readonly wake: (lines: readonly string[]) => Promise<void>;
  /** What went wrong, in a line. */
  readonly report: (line: string) => void;
}

const MOST_BYTES = 1_000_000;

const told = z.object({
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        fingerprint: z.string().min(1).max(64),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
    )
    .max(1_000),
});

export async function receiveAlerts(receiver: AlertReceiver): Promise<AsyncDisposable> {
  const { port, token, clock, bots, wake, report } = receiver;
  const guard = guardOf([{ scopes: ['control'], token }]);
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    hear(request)
      .then((status) => response.writeHead(status).end())
      .catch((failure: unknown) => {
        report(`Alerts were not told and will be called again: ${(failure as Error).message}`);
        response.writeHead(503).end();
      });
  });
  async function hear(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST' || request.url !== '/alerts') return 404;
    if (!isKnown(request)) return 401;
    if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return 413;
    const alerts = alertsIn(await text(request));
    if (!alerts) return 400;
    const telling = last.then(() => tell(alerts));
    last = telling.catch(() => undefined);
    await telling;
    return 200;
  }
  /** Kept after it was told: what nobody heard is told again when Alertmanager calls again. */
  async function tell(alerts: readonly Alert[]): Promise<void> {
    const before = (await bots.alertDesk()) ?? QUIET_DESK;
    const { desk, lines } = hearAlerts(before, alerts, clock.now());
    if (lines) await wake(lines);
    if (desk !== before) await bots.keepAlertDesk(desk);
  }
  function isKnown({ headers }: IncomingMessage): boolean {
    try {
      guard(headers.authorization, 'control');
      return true;
    } catch (failure) {
      if (failure instanceof AlmanacError) return false;
      throw failure;
    }
  }
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Null where it is not what Alertmanager sends. */
function alertsIn(body: string): Alert[] | null {
  const parsed = told.safeParse(jsonOf(body));
  if (!parsed.success) return null;
  return parsed.data.alerts.map(({ fingerprint, status, labels, annotations }) => ({
    ...{ fingerprint, status, name: labels.alertname ?? 'alert', severity: labels.severity ?? 'warning' },
    summary: annotations.summary ?? annotations.description ?? '',
  }));
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (failure) {
    if (failure instanceof SyntaxError) return null;
    throw failure;
  }
}
