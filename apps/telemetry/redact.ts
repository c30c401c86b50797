/** Secrets out of everything that is told: by the names of fields, and by their values wherever they stand. */
import type { Secrets } from '../config/secrets.ts';

export type Redact = (text: string) => string;

const REDACTED = '[redacted]';
/** Shorter ones would tear ordinary words apart. */
const SHORTEST_VALUE = 6;
const SECRET_NAME =
  /(secret|token|password|passphrase|authorization|cookie|api[-_]?key|private[-_]?key|credential|dsn)/i;
const DEEPEST = 6;

/** Every secret value, the parts of it that are secret by themselves, and the forms in which they travel. */
export function redactorOf(secrets: Secrets): Redact {
  const values = Object.values(secrets).flatMap((value) => (value === undefined ? [] : partsOf(value)));
  const forms = new Set(values.filter(({ length }) => length >= SHORTEST_VALUE).flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
}

/** A URL holds a password; a list holds tokens. */
function partsOf(value: string): string[] {
  const password = URL.parse(value)?.password;
  const items = value.split(',').flatMap((item) => [item.trim(), item.slice(item.indexOf(':') + 1).trim()]);
  return [value, ...items, ...(password ? [password, decodeURIComponent(password)] : [])];
}

function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64');
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), base64, base64.replaceAll('=', '')];
}

/** A copy in which fields that are called like secrets hold nothing, however deep; errors become what a log can hold. */
export function withoutSecretNames(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return withoutSecretNames({ ...value, name: value.name, message: value.message }, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item) => withoutSecretNames(item, depth + 1));
  const entries = Object.entries(value).map(([name, inner]) => {
    const hidden = SECRET_NAME.test(name) && inner !== null && inner !== undefined;
    return [name, hidden ? REDACTED : withoutSecretNames(inner, depth + 1)] as const;
  });
  return Object.fromEntries(entries);
}
