import { expect, it } from 'vitest';
import { secrets as known } from '../../../apps/config/schema.ts';
import { environmentWith } from '../../../apps/supervisor/environment.ts';

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
  const own = environmentWith(environment, { DATABASE_URL: 'postgres://here', TELEGRAM_BOT_TOKEN: 'canary' }, [
    'DATABASE_URL',
  ]);
  expect(own).toEqual({ PATH: '/bin', SYMBOLS: 'BTC/USDT', DATABASE_URL: 'postgres://here' });
  expect(names.length).toBeGreaterThan(3);
  expect(JSON.stringify(own)).not.toContain('canary');
});
