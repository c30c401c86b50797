import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { pushMetrics } from '../../../apps/telemetry/push.ts';
import { openTelemetry, type TelemetryEvent } from '../../../apps/telemetry/telemetry.ts';

const CONFIG = { symbols: ['BTC/USDT'], logLevel: 'info' };

function opened(secrets = {}) {
  const lines: string[] = [];
  const telemetry = openTelemetry({ app: 'test', config: CONFIG, secrets, write: (line) => lines.push(line) });
  return { telemetry, lines };
}

const committed = (change: Partial<TelemetryEvent> = {}): TelemetryEvent =>
  ({
    ...{ kind: 'release-committed', releaseId: 'r1', symbol: 'BTC/USDT', stream: 'planned', source: 'live' },
    ...{ status: 'published', action: 'NO-TRADE', code: null, sequence: 1, sinceCutoffMs: 20_000, ...change },
  }) as TelemetryEvent;

/** Answers every request with the status; hands out the first. */
async function listener(status: number) {
  const heard = Promise.withResolvers<{ request: IncomingMessage; body: string }>();
  const server = createServer((request, response) => {
    text(request).then((body) => {
      response.writeHead(status).end();
      heard.resolve({ request, body });
    }, heard.reject);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, heard: heard.promise, [Symbol.dispose]: () => server.close() };
}

describe('an event', () => {
  it('moves its metrics and leaves one line with the release it is about', async () => {
    const { telemetry, lines } = opened();
    telemetry.tell(committed());
    const metrics = await telemetry.metrics.text();
    expect(metrics).toMatch(
      /almanac_releases_committed_total\{[^}]*symbol="BTC\/USDT"[^}]*status="published"[^}]*\} 1/,
    );
    expect(metrics).toMatch(/almanac_release_delay_seconds_bucket\{le="20",[^}]*\} 1/);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'info', app: 'test', releaseId: 'r1', msg: 'release committed' },
    ]);
  });

  it('of a slot without forecast is a warning with the reason', () => {
    const { telemetry, lines } = opened();
    telemetry.tell(committed({ status: 'missed', code: 'release.late' } as Partial<TelemetryEvent>));
    expect(JSON.parse(lines[0])).toMatchObject({ level: 'warn', code: 'release.late' });
  });

  it('makes no series of a name that nobody declared', async () => {
    const { telemetry } = opened();
    for (let i = 0; i < 50; i++) telemetry.tell(committed({ symbol: `X${i}/USDT` } as Partial<TelemetryEvent>));
    const metrics = await telemetry.metrics.text();
    expect(metrics).toMatch(/almanac_releases_committed_total\{[^}]*symbol="other"[^}]*\} 50/);
    expect(metrics).not.toContain('X7/USDT');
  });
});

describe('the error sink', () => {
  const failure: TelemetryEvent = {
    kind: 'request-failed',
    address: '/v1/releases',
    failure: new Error('cannot log in with canary-password'),
  };

  it('is told of errors, in an envelope without secrets', async () => {
    using sink = await listener(200);
    const dsn = `http://public-key@127.0.0.1:${sink.port}/7`;
    const { telemetry } = opened({ SENTRY_DSN: dsn, S3_SECRET_ACCESS_KEY: 'canary-password' });
    telemetry.tell(failure);
    telemetry.tell(committed());
    const { request, body } = await sink.heard;
    await telemetry[Symbol.asyncDispose]();
    expect(request.url).toBe('/api/7/envelope/');
    expect(request.headers['x-sentry-auth']).toContain('sentry_key=public-key');
    const [, item, event] = body.split('\n').map((line) => (line ? JSON.parse(line) : null));
    expect(item).toEqual({ type: 'event' });
    expect(event).toMatchObject({
      level: 'error',
      exception: { values: [{ value: 'cannot log in with [redacted]' }] },
    });
    expect(body).not.toContain('canary');
  });

  it('that refuses or is away is a line in the log and nothing more', async () => {
    const { telemetry, lines } = opened({ SENTRY_DSN: 'http://key@127.0.0.1:9/7' });
    telemetry.tell(failure);
    await telemetry[Symbol.asyncDispose]();
    expect(lines.map((line) => JSON.parse(line).msg)).toContain('the error sink cannot be reached');
  });

  it('with an address that is none is refused at start', () => {
    expect(() => opened({ SENTRY_DSN: 'sentry.example.com' })).toThrow(/SENTRY_DSN/);
  });
});

describe('the metrics of a command that ends', () => {
  it('are left at the Pushgateway', async () => {
    using gateway = await listener(200);
    const { telemetry } = opened();
    telemetry.tell(committed());
    expect(await pushMetrics(`http://127.0.0.1:${gateway.port}`, 'almanac', telemetry.registry)).toBeNull();
    const { request, body } = await gateway.heard;
    expect(request.url).toBe('/metrics/job/almanac');
    expect(body).toContain('almanac_releases_committed_total');
  });

  it('that nobody takes are a sentence, not a failure', async () => {
    const { telemetry } = opened();
    expect(await pushMetrics('http://127.0.0.1:9', 'almanac', telemetry.registry)).toMatch(/PUSHGATEWAY_URL/);
  });
});
