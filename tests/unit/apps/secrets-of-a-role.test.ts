import { expect, it } from 'vitest';
import { readConfig } from '../../../apps/config/config.ts';
import { environmentWith } from '../../../apps/config/environment.ts';
import { secrets as known } from '../../../apps/config/schema.ts';

it('leaves a role no secret but its own, in whatever way it was given', () => {
  const names = Object.keys(known);
  const given = Object.fromEntries(
    names.flatMap((name) => ['', '_FILE', '_B64'].map((way) => [`${name}${way}`, `canary-${name}${way}`])),
  );
  const environment = {
    ...given,
    SECRETS_FILE: '/canary',
    S3_ENDPOINT: 'http://canary',
    PATH: '/bin',
    SYMBOLS: 'BTC/USDT',
  };
  const own = environmentWith(
    { DATABASE_URL: 'postgres://here', TELEGRAM_BOT_TOKEN: 'canary' },
    ['DATABASE_URL'],
    environment,
  );
  expect(own).toEqual({ PATH: '/bin', SYMBOLS: 'BTC/USDT', DATABASE_URL: 'postgres://here' });
  expect(names.length).toBeGreaterThan(3);
  expect(JSON.stringify(own)).not.toContain('canary');
});

it('a role without the secrets of publishers and bots can still be configured', () => {
  const environment = {
    ...{ TELEGRAM_CHANNELS: '@channel:en', TELEGRAM_WEBHOOK_URL: 'https://here.example/hook', ALERTS_PORT: '9095' },
    ...{ WEBHOOK_URLS: 'https://there.example', TELEGRAM_BOT_TOKEN: 'canary' },
  };
  const own = environmentWith({ TELEGRAM_BOT_TOKEN: 'canary' }, [], environment);
  expect(() => readConfig(environment, 2026)).toThrow('problem(s)');
  expect(() => readConfig(own, 2026)).not.toThrow();
});
