import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../apps/config/config.ts';
import { secrets, settings } from '../../../apps/config/schema.ts';
import { COMPOSE_VARIABLES } from '../../../ops/checks/compose-variables.ts';

const read = (environment: Record<string, string>) => readConfig(environment, 2026);

describe('the configuration', () => {
  it('needs nothing: every setting has a default', () => {
    const { config } = read({});
    expect(config).toMatchObject({
      symbols: ['BTC/USDT'],
      slots: ['00:00', '12:00'],
      zone: 'Asia/Jerusalem',
      horizonsHours: [4, 12, 24],
    });
  });

  it('reports every problem at once, with the value', () => {
    expect(() => read({ SYMBOLS: 'btc', HORIZONS: '99h', LEVERAGE_CAP: '25', EXCHANGE: 'ftx' })).toThrow(
      /SYMBOLS[^]*btc[^]*HORIZONS|HORIZONS[^]*SYMBOLS/,
    );
    try {
      read({ SYMBOLS: 'btc', HORIZONS: '99h', LEVERAGE_CAP: '25', EXCHANGE: 'ftx' });
    } catch (failure) {
      for (const name of ['SYMBOLS', 'HORIZONS', 'LEVERAGE_CAP', 'EXCHANGE'])
        expect((failure as Error).message).toContain(name);
    }
  });

  it('stacks shares only where that is asked for', () => {
    const stacking = (environment: Record<string, string>) => read(environment).config.stacking;
    expect(stacking({})).toBe(false);
    expect(stacking({ ENABLE_STACKING: 'false' })).toBe(false);
    expect(stacking({ ENABLE_STACKING: 'true' })).toBe(true);
    expect(() => stacking({ ENABLE_STACKING: 'sometimes' })).toThrow(/ENABLE_STACKING/);
  });

  it('refuses horizons without 24 hours, which scenarios and cards are defined on', () => {
    expect(() => read({ HORIZONS: '4h,12h' })).toThrow(/24/);
  });

  it('refuses an object store without its keys', () => {
    expect(() => read({ S3_ENDPOINT: 'http://127.0.0.1:9000' })).toThrow(/S3_ACCESS_KEY_ID/);
  });
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-secrets-'));
  const file = join(folder, 'url');
  writeFileSync(file, 'postgres://from-file\n');
  const json = join(folder, 'secrets.json');
  writeFileSync(json, JSON.stringify({ DATABASE_URL: 'postgres://from-json' }));

  it.each([
    ['its name', { DATABASE_URL: 'postgres://plain' }, 'postgres://plain'],
    ['a file', { DATABASE_URL_FILE: file }, 'postgres://from-file'],
    ['base64', { DATABASE_URL_B64: Buffer.from('postgres://b64').toString('base64') }, 'postgres://b64'],
    ['one file for all', { SECRETS_FILE: json }, 'postgres://from-json'],
  ])('is read from %s', (_, environment, expected) => {
    expect(read(environment).secrets.DATABASE_URL).toBe(expected);
  });

  it('given in two ways that differ is refused without printing either', () => {
    const attempt = () => read({ DATABASE_URL: 'postgres://one', DATABASE_URL_FILE: file });
    expect(attempt).toThrow(/DATABASE_URL: given in 2 ways/);
    expect(attempt).not.toThrow(/postgres:/);
  });

  it('whose file is absent is refused by name', () => {
    expect(() => read({ DATABASE_URL_FILE: join(folder, 'nothing') })).toThrow(/DATABASE_URL_FILE.*ENOENT/);
  });
});

describe('.env.example and docs/ENV.md', () => {
  const names = [...Object.keys(settings), ...Object.keys(secrets), ...Object.keys(COMPOSE_VARIABLES)].sort();

  it('name every setting and secret, what compose asks for, and nothing else', () => {
    const example = readFileSync('.env.example', 'utf8');
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'SECRETS_FILE');
    expect([...new Set(named)].sort()).toEqual(names);
  });

  it('say of each what the schema says', () => {
    const docs = readFileSync('docs/ENV.md', 'utf8');
    for (const [name, setting] of Object.entries(settings))
      expect(docs).toContain(`| \`${name}\` | ${setting.description}`);
    for (const [name, sentence] of Object.entries(secrets)) expect(docs).toContain(`| \`${name}\` | ${sentence}`);
  });
});
