import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Publisher } from '../../../activities/ports.ts';
import { consolePublisher } from '../../../adapters/publish/console.ts';
import { feedPublisher } from '../../../adapters/publish/feed.ts';
import { filePublisher } from '../../../adapters/publish/file.ts';
import { signatureOf, webhookPublisher } from '../../../adapters/publish/webhook.ts';
import { sentPart, toldRelease } from '../../fixtures/told-release.ts';

const SECRET = 'canary-secret-of-hooks';
const release = toldRelease();
const entry = {
  releaseId: 'r<1>',
  title: 'BTC & co',
  text: 'a < b "c" \u0000',
  committedAt: 1_000,
  hash: 'f'.repeat(64),
};

interface Delivered {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}
const delivered: Delivered[] = [];
let answers: { status: number; headers?: Record<string, string> }[] = [];
let receiver: Server;
let hook: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-publishers-'));
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      delivered.push({ headers: request.headers, body });
      const { status, headers } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers).end();
    });
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?key=canary-query`;
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await rm(folder, { recursive: true });
});

const tell = async (publisher: Publisher) => {
  for (const part of publisher.compose(release)) await publisher.send(part, sentPart(release));
};
const webhook = (url = hook) =>
  webhookPublisher({ url, secret: SECRET, wants: () => true, clock: { now: () => 1_700_000_000_000 } });
const printed: string[] = [];

describe.each<[string, () => Publisher, () => Promise<string>]>([
  [
    'file',
    () => filePublisher(folder),
    () => readFile(join(folder, 'posts', `${release.document.releaseId}.txt`), 'utf8'),
  ],
  [
    'feed',
    () =>
      feedPublisher({
        dataDir: folder,
        site: { title: 'A', url: 'https://a.example' },
        wants: () => true,
        entries: async () => [entry],
      }),
    async () =>
      (await readFile(join(folder, 'feeds', 'atom.xml'), 'utf8')) +
      (await readFile(join(folder, 'feeds', 'feed.json'), 'utf8')),
  ],
  ['webhook', webhook, async () => delivered.at(-1)?.body ?? ''],
  ['console', () => consolePublisher((line) => printed.splice(0, 1, line)), async () => printed[0]],
])('the publisher %s', (_name, open, seen) => {
  it('may be told twice, and what is seen afterwards is the same, to the byte', async () => {
    expect(open().delivery).toBe('repeatable');
    await tell(open());
    const first = await seen();
    await tell(open());
    expect(await seen()).toBe(first);
    expect(first).not.toBe('');
  });
});

describe('a feed', () => {
  it('escapes what XML cannot hold, and links each release', async () => {
    const atom = await readFile(join(folder, 'feeds', 'atom.xml'), 'utf8');
    expect(atom).toContain('<content type="text">a &lt; b &quot;c&quot; \ufffd</content>');
    expect(atom).toContain('<link href="https://a.example/v1/releases/r&lt;1&gt;"/>');
    const feed = JSON.parse(await readFile(join(folder, 'feeds', 'feed.json'), 'utf8')) as { items: unknown[] };
    expect(feed.items[0]).toMatchObject({ id: 'urn:almanac:r<1>', _almanac: { ledger_hash: entry.hash } });
  });

  it('that cannot be written says where', async () => {
    await expect(tell(filePublisher('/dev/null/x'))).rejects.toMatchObject({ code: 'publish.refused' });
  });
});

describe('a webhook', () => {
  it('carries the release, its time, its signature and the key by which a second one is known', async () => {
    await tell(webhook());
    const { headers, body } = delivered.at(-1) as Delivered;
    expect(JSON.parse(body)).toMatchObject({ schema: 1, event: 'release', ledger: release.ledger });
    expect(headers['idempotency-key']).toBe(release.key);
    expect(headers['x-almanac-timestamp']).toBe('1700000000');
    expect(headers['x-almanac-signature']).toBe(`v1=${signatureOf(SECRET, '1700000000', body)}`);
    expect(signatureOf(SECRET, '1700000001', body)).not.toBe(signatureOf(SECRET, '1700000000', body));
  });

  it.each([
    [{ status: 500 }, 'publish.refused', {}],
    [{ status: 401 }, 'publish.refused', { status: 401 }],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'publish.limited', { retryAfterMs: 7_000 }],
    [{ status: 302, headers: { location: 'http://169.254.169.254/' } }, 'publish.unanswered', {}],
  ])(
    'answered with %j is told again later: %s; neither secret nor query is in the message',
    async (answer, code, detail) => {
      answers = [answer];
      const failure = await tell(webhook()).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, detail });
      expect(JSON.stringify([String(failure), failure])).not.toContain('canary');
    },
  );

  it('that was there already is there, and one that nobody answers is named', async () => {
    answers = [{ status: 409 }];
    await tell(webhook());
    await expect(tell(webhook('http://127.0.0.1:1/'))).rejects.toMatchObject({ code: 'publish.unanswered' });
  });
});
