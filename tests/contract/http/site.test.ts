import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCORES } from '../../../apps/api/site/scores.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { openServedRecord, type ServedRecord } from '../../fixtures/served-record.ts';

const CUTOFF = Date.parse('2026-11-20T10:00Z');
const BOTH = 'BTC/USDT,ETH/USDT';

let served: ServedRecord;
let now = CUTOFF;
beforeAll(async () => {
  served = await openServedRecord({ SYMBOLS: BOTH }, () => now);
  for (let slots = 18; slots > 0; slots--) {
    const cutoff = new Date(CUTOFF - slots * 12 * HOUR_MS).toISOString();
    const status = slots % 9 === 0 ? 'missed' : 'published';
    for (const symbol of BOTH.split(',')) {
      const document = await served.commit({ cutoff, symbol, status, slot: slots % 2 ? '0000' : '1200' });
      if (status === 'published' && slots > 2) await served.resolve(document, slots === 4 ? 'void' : { seed: 's' });
    }
  }
});
afterAll(() => served[Symbol.asyncDispose]());

const textOf = async (path: string, init?: RequestInit) => await (await served.get(path, init)).text();

const OVER_TIME = '/record/BTC-USDT/over-time.svg';

/** Of what can be seen of a picture. */
const coloursOf = (svg: string) => [
  ...new Set([...svg.replaceAll(/<[^>]*stroke-width="0"[^>]*>/g, '').matchAll(/"(#[0-9a-f]{6})"/g)].map(([, c]) => c)),
];

/** `fetch` lets nobody name another host than the one it asks. */
async function askedAs(host: string, path: string): Promise<string> {
  const [response] = (await once(get(`${served.origin}${path}`, { headers: { host } }), 'response')) as [
    IncomingMessage,
  ];
  return await text(response);
}

describe('the public page', () => {
  it('leads nowhere that is not there', async () => {
    const seen = new Set<string>();
    const waiting = ['/?lang=en', '/?lang=ru'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await served.get(path);
      expect([path, response.status]).toEqual([path, 200]);
      const text = await response.text();
      if (seen.size > 50 || !response.headers.get('content-type')?.includes('html')) continue;
      for (const [, href] of text.matchAll(/(?:href|src|srcset)="(\/[^"]*)"/g))
        waiting.push(href.replaceAll('&amp;', '&'));
    }
    expect(seen.size).toBeGreaterThan(50);
  });

  it('shows the newest forecast of every symbol and every slot, the missed ones too', async () => {
    const front = await textOf('/?lang=en');
    expect(front.match(/<article/g)).toHaveLength(2);
    const slots = await textOf('/slots?lang=en');
    expect(slots).toContain('All 36 slots');
    expect(slots).toContain('missed <code>release.late</code>');
  });

  it('needs less than 150 KB, and says what it may load: nothing', async () => {
    const response = await served.get('/?lang=ru', { headers: { 'accept-encoding': 'identity' } });
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(150 * 1024);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
  });

  it('speaks the language asked for, else that of the reader, else English', async () => {
    const lang = async (path: string, accepted: string) =>
      /<html lang="(..)"/.exec(await textOf(path, { headers: { 'accept-language': accepted } }))?.[1];
    expect(await lang('/?lang=ru', 'en')).toBe('ru');
    expect(await lang('/', 'de-DE,ru;q=0.8')).toBe('ru');
    expect(await lang('/', 'de')).toBe('en');
    expect(await lang('/?lang=xx', 'de')).toBe('en');
  });

  it('has the price of every outcome that is known, and tells when there is none', async () => {
    const [id] = /BTC-USDT_20261117T2200Z_0000/.exec(await textOf('/slots?lang=en')) ?? [];
    expect(await textOf(`/releases/${id}?lang=en`)).toMatch(/<circle class="outcome"/);
    expect(await textOf('/releases/BTC-USDT_20261118T1000Z_1200?lang=en')).toContain('no price for this hour');
  });

  it('tells what changed since the last release as soon as that is known', async () => {
    const [path, since] = ['/releases/BTC-USDT_20261119T2200Z_0000?lang=en', Date.parse('2026-11-19T10:00Z')];
    expect(await textOf(path)).not.toContain('Changed since');
    const part = { part: 'prices', difference: 0.01 } as const;
    const horizon = { horizonHours: 24, direction: [part], width: [part] };
    const change = { since, sinceReleaseId: 'BTC-USDT_20261119T1000Z_1200', horizons: [horizon] };
    await served.stores.changes.record('BTC-USDT_20261119T2200Z_0000', change);
    expect(await textOf(path)).toContain('Changed since');
  });

  it('has the diagrams of the track record in two shapes, and none of what it does not know', async () => {
    const page = await textOf('/record?lang=ru');
    expect(page.match(/<picture>/g)).toHaveLength(4);
    const picture = await served.get('/record/BTC-USDT/reliability.svg?shape=narrow');
    expect(picture.headers.get('content-type')).toContain('image/svg+xml');
    expect(await picture.text()).toMatch(/^<svg(?![^]*<script)[^]*24 h, 13 outcomes/);
    const [light, dark] = await Promise.all(['light', 'dark'].map((tone) => textOf(`${OVER_TIME}?tone=${tone}`)));
    expect(coloursOf(light)).toContain('#ffffff');
    expect(coloursOf(dark).filter((colour) => coloursOf(light).includes(colour))).toEqual([]);
    expect((await served.get('/record/XXX-USDT/reliability.svg')).status).toBe(404);
    expect((await served.get('/record/BTC-USDT/else.svg')).status).toBe(400);
  });

  it('names itself in the commands that check it, whatever host the reader asked for', async () => {
    const page = await askedAs('evil.example', '/?lang=en');
    expect(page).toContain(`curl -o record.jsonl ${served.origin}/v1/record`);
    expect(page).not.toContain('evil.example');
    expect(await textOf('/verify-record.mjs')).toContain('node verify-record.mjs record.jsonl');
  });

  it('is the same page until the record has a new entry, and a new one then', async () => {
    const first = await served.get('/?lang=en');
    const tag = first.headers.get('etag') ?? '';
    expect((await served.get('/?lang=en', { headers: { 'if-none-match': tag } })).status).toBe(304);
    await served.commit({ cutoff: new Date(CUTOFF).toISOString(), slot: '1200' });
    now += 2_000;
    const after = await served.get('/?lang=en', { headers: { 'if-none-match': tag } });
    expect(after.status).toBe(200);
    expect(await after.text()).toContain('BTC-USDT_20261120T1000Z_1200');
  });
});

describe('/v1/scores', () => {
  it('is the track record, as its schema says, the same until the record has a new entry', async () => {
    const { first, scores } = await eventually(async () => {
      const answer = await served.get('/v1/scores');
      const counted = SCORES.parse(await answer.json());
      const head = await served.stores.ledger.head('live');
      return counted.head?.hash === head?.hash && { first: answer, scores: counted };
    });
    const planned = scores.scores.filter(({ stream }) => stream === 'planned');
    expect(planned.map(({ symbol, horizonHours }) => `${symbol} ${horizonHours}`)).toEqual(
      BOTH.split(',').flatMap((symbol) => [4, 12, 24].map((hours) => `${symbol} ${hours}`)),
    );
    expect(planned[0].published).toMatchObject({ n: 13, coverageIsEnough: false, crpsSkill: { low: null } });
    const tag = first.headers.get('etag') ?? '';
    expect((await served.get('/v1/scores', { headers: { 'if-none-match': tag } })).status).toBe(304);
    await served.commit({ cutoff: new Date(CUTOFF + 12 * HOUR_MS).toISOString(), slot: '0000' });
    now += 2_000;
    await eventually(async () => {
      const { status } = await served.get('/v1/scores', { headers: { 'if-none-match': tag } });
      return status === 200;
    });
  });

  it('of a chain without entries is empty', async () => {
    const { head, scores } = SCORES.parse(await (await served.get('/v1/scores?source=simulated')).json());
    expect([head, scores]).toEqual([null, []]);
  });
});

describe('/v1/roots', () => {
  interface Roots {
    readonly days: readonly { readonly day: string; readonly entries: number; readonly root: string }[];
    readonly before: string | null;
  }
  const roots = async (query = '') => JSON.parse(await textOf(`/v1/roots${query}`)) as Roots;
  const daysOfBundle = async () =>
    (await textOf('/v1/record'))
      .split('\n')
      .filter((line) => line.startsWith('{"day"'))
      .map((line) => JSON.parse(line) as Roots['days'][number]);

  it('has the root of each day as the bundle has it, newest first, page by page', async () => {
    const written = (await daysOfBundle()).map(({ day, entries, root }) => ({ day, entries, root }));
    const counted = await eventually(async () => {
      const { days } = await roots('?limit=400');
      return days.length === written.length && days;
    });
    expect(counted).toEqual(written.toReversed());
    const first = await roots('?limit=4');
    const second = await roots(`?limit=400&before=${first.before}`);
    expect([...first.days, ...second.days]).toEqual(counted);
    expect(second.before).toBeNull();
    expect((await served.get('/v1/roots?before=yesterday')).status).toBe(400);
  });

  it('has a day once it is over for good, and the page shows it with the command that checks it', async () => {
    const [{ day: last }] = (await roots()).days;
    const over = Date.parse(last) + 48 * HOUR_MS + 15 * 60_000;
    now = over - 1;
    await textOf('/v1/scores');
    expect((await roots()).days[0].day).toBe(last);
    now = over;
    const { day, root } = await eventually(async () => {
      const [newest] = (await roots()).days;
      return newest.day !== last && newest;
    });
    expect(await textOf('/record?lang=en')).toContain(`--root=${day}:${root}`);
    expect((await daysOfBundle()).find((written) => written.day === day)?.root).toBe(root);
  });
});
