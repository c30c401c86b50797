import { type SecretName, secrets as known } from './schema.ts';
import type { Secrets } from './secrets.ts';

/** Every way in which a secret may be given. */
const WAYS = ['', '_FILE', '_B64'];
/** Settings that are of no use, and refused, without a secret. */
const USELESS_WITHOUT = ['S3_ENDPOINT', 'TELEGRAM_CHANNELS', 'TELEGRAM_WEBHOOK_URL', 'ALERTS_PORT', 'WEBHOOK_URLS'];

/** Our environment with the secrets that are named and none else, in whatever way they reached us, for a role that needs neither objects nor publishers. */
export function environmentWith(
  secrets: Secrets,
  allowed: readonly SecretName[],
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const hidden = new Set([
    'SECRETS_FILE',
    ...USELESS_WITHOUT,
    ...Object.keys(known).flatMap((name) => WAYS.map((way) => `${name}${way}`)),
  ]);
  const open = Object.entries(environment).filter(([name]) => !hidden.has(name));
  const given = allowed.flatMap((name) => (secrets[name] === undefined ? [] : [[name, secrets[name]]]));
  return Object.fromEntries([...open, ...given]) as NodeJS.ProcessEnv;
}
