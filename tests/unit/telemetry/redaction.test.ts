import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../apps/telemetry/log.ts';
import { redactorOf, withoutSecretNames } from '../../../apps/telemetry/redact.ts';

const SECRETS = {
  DATABASE_URL: 'postgres://almanac:p%40ss-word-1@db:5432/almanac',
  S3_SECRET_ACCESS_KEY: 'canary"with\\quotes/+=',
  API_TOKENS: 'read:reading-token-0001,control+halt:halting-token-0002',
};
const redact = redactorOf(SECRETS);

describe('a secret value', () => {
  it.each([
    ['as it is', `failed: ${SECRETS.S3_SECRET_ACCESS_KEY}`],
    ['inside of JSON', JSON.stringify({ problem: SECRETS.S3_SECRET_ACCESS_KEY })],
    ['inside of an address', `http://x/?key=${encodeURIComponent(SECRETS.S3_SECRET_ACCESS_KEY)}`],
    ['in base64', Buffer.from(SECRETS.S3_SECRET_ACCESS_KEY).toString('base64')],
    ['as a password by itself', 'password authentication failed for p@ss-word-1'],
    ['as one token of a list', 'unknown token halting-token-0002'],
  ])('is gone %s', (_, text) => {
    const shown = redact(text);
    expect(shown).toContain('[redacted]');
    expect(shown).not.toMatch(/canary|p@ss|halting-token/);
  });

  it('is gone from every line of the log, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom(...Object.values(SECRETS)), (before, after, secret) => {
        const lines: string[] = [];
        const log = openLog({ app: 'test', level: 'trace', redact, write: (line) => lines.push(line) });
        log.error({ failure: new Error(before + secret + after), deep: { list: [secret] } }, `${before}${secret}`);
        expect(lines.join('')).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 50 },
    );
  });

  it('too short to be told from a word is left alone', () => {
    expect(redactorOf({ S3_ACCESS_KEY_ID: 'up' })('supper')).toBe('supper');
  });
});

describe('a field that is called like a secret', () => {
  it('holds nothing, however deep, whatever is in it', () => {
    const shown = withoutSecretNames({
      request: { headers: { authorization: 'Bearer x', accept: 'y' } },
      apiKey: { a: 1 },
    });
    expect(shown).toEqual({ request: { headers: { authorization: '[redacted]', accept: 'y' } }, apiKey: '[redacted]' });
  });

  it('does not make a circle endless', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(JSON.stringify(withoutSecretNames(circle))).toContain('…');
  });
});
