/** Random requests of every kind, by seed: known addresses and others, honest and broken heads, tokens of any length, bodies of any bytes. */
import type { Rng } from '../../domain/numeric/random.ts';

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

const METHODS = [
  ...['GET', 'GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'],
  ...['TRACE', 'CONNECT', 'PROPFIND', 'FOO', 'get', 'G E T'],
];
const IDS = [
  ...['BTC-USDT_20261120T1000Z_1200', '..', '.', '%2e%2e%2fetc%2fpasswd', '%00', '%zz', '%', 'a%2Fb', '%F0%9F%92%A9'],
  ...[
    '%C0%AF',
    '%ff%fe',
    'null',
    'undefined',
    '__proto__',
    'constructor',
    "'; drop table ledger; --",
    '<script>',
    '{{7*7}}',
  ],
];
const VALUES = [
  ...[
    '',
    '0',
    '-1',
    '1e309',
    'NaN',
    '99999999999999999999',
    '1.5',
    'true',
    'BTC/USDT',
    'btc',
    'live',
    'simulated',
    'ru',
  ],
  ...['%', '%00', '[]', '{"a":1}', '\\', 'x'.repeat(3_000)],
];
const NAMES = ['limit', 'before', 'source', 'symbol', 'lang', 'a[]', '__proto__', 'limit[]', '', '%00'];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data',
  'x',
  ';;;',
  '',
];
const BODIES = [
  ...[
    '',
    '{}',
    '{"why":"because"}',
    '{"why":1}',
    '{"symbol":"BTC/USDT"}',
    '{"symbol":"../.."}',
    '{"why":',
    '[]',
    'null',
    '"',
    '{"__proto__":{"a":1}}',
    '{"why":"\\ud800"}',
  ],
  ...['{"constructor":{"prototype":{"a":1}}}', '['.repeat(5_000), `{"why":"${'x'.repeat(20_000)}"}`, '\u0000\u0001'],
];

/** `addresses`: as they are declared, parameters in braces. `tokens`: some that the server knows. */
export function fuzzRequest(rng: Rng, addresses: readonly string[], tokens: readonly string[]): FuzzRequest {
  const body =
    rng.uniform() < 0.4 ? Buffer.from(one(rng, BODIES)) : rng.uniform() < 0.1 ? bytes(rng, 400) : Buffer.alloc(0);
  return {
    method: one(rng, METHODS),
    path: pathOf(rng, addresses),
    headers: headersOf(rng, body, tokens),
    body,
  };
}

function pathOf(rng: Rng, addresses: readonly string[]): string {
  if (rng.uniform() < 0.05)
    return one(rng, ['', '*', '//', 'http://elsewhere/', '/\u00e9', `/${'a/'.repeat(600)}`, '/?']);
  const known = one(rng, addresses).replaceAll(/\{\w+\}/g, () =>
    rng.uniform() < 0.2 ? word(rng, 400) : one(rng, IDS),
  );
  const tail = rng.uniform() < 0.1 ? one(rng, ['/', '//', '/..', '%20', ';a=b', '#']) : '';
  const pairs = Array.from({ length: rng.below(4) }, () => `${one(rng, NAMES)}=${one(rng, VALUES)}`);
  return `${known}${tail}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`.replaceAll(' ', '%20');
}

function headersOf(rng: Rng, body: Buffer, tokens: readonly string[]): FuzzRequest['headers'] {
  const headers: (readonly [string, string])[] = [];
  const maybe = (chance: number, name: string, value: () => string) => {
    if (rng.uniform() < chance) headers.push([name, value()]);
  };
  maybe(0.97, 'host', () => 'almanac');
  maybe(0.5, 'authorization', () => authorization(rng, tokens));
  maybe(0.4, 'content-type', () => one(rng, TYPES));
  maybe(0.3, 'accept', () => one(rng, ['application/json', '*/*', '', 'text/html;q=x', ','.repeat(500)]));
  maybe(0.2, 'accept-language', () => one(rng, ['ru', 'en;q=0', '', ';;', 'x'.repeat(2_000)]));
  maybe(0.2, 'accept-encoding', () => one(rng, ['gzip', 'br', 'gzip;q=0', '\u00ff']));
  maybe(0.2, 'if-none-match', () => one(rng, ['*', 'W/"x"', '"', ','.repeat(300)]));
  maybe(0.3, 'idempotency-key', () =>
    one(rng, ['the-same-key-again', 'short', '', 'x'.repeat(300), '\u00e9'.repeat(9)]),
  );
  maybe(0.1, 'range', () => 'bytes=0-0,-1');
  maybe(0.05, 'expect', () => one(rng, ['100-continue', 'wonders']));
  maybe(0.05, 'x-large', () => 'x'.repeat(20_000));
  maybe(0.05, 'bad header', () => 'x');
  if (rng.uniform() < 0.05) headers.push(['transfer-encoding', 'chunked']);
  else if (body.length > 0 || rng.uniform() < 0.1)
    headers.push(['content-length', rng.uniform() < 0.9 ? String(body.length) : one(rng, ['-1', 'x', '999999', '0'])]);
  return headers;
}

function authorization(rng: Rng, tokens: readonly string[]): string {
  if (tokens.length > 0 && rng.uniform() < 0.6) return `Bearer ${one(rng, tokens)}`;
  return one(rng, [
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    '',
    `Bearer ${word(rng, 8_000)}`,
    `Bearer ${'\u00e9'.repeat(rng.below(64))}`,
    'bearer a b',
  ]);
}

function word(rng: Rng, longest: number): string {
  return Array.from({ length: rng.below(longest) }, () => String.fromCharCode(33 + rng.below(94)))
    .join('')
    .replaceAll(/[?#%{}]/g, '_');
}

function bytes(rng: Rng, longest: number): Buffer {
  return Buffer.from(Array.from({ length: rng.below(longest) }, () => rng.below(256)));
}

const one = <T>(rng: Rng, items: readonly T[]): T => items[rng.below(items.length)];
