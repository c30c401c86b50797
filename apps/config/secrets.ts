/** Secrets apart from settings: NAME, NAME_FILE, NAME_B64 or SECRETS_FILE; never printed, never part of the config object. */
import { readFileSync } from 'node:fs';
import { secrets as known, type SecretName } from './schema.ts';

export type Secrets = Readonly<Partial<Record<SecretName, string>>>;
type Environment = Readonly<Record<string, string | undefined>>;

export function readSecrets(environment: Environment, problems: string[]): Secrets {
  const file = secretsFile(environment.SECRETS_FILE, problems);
  const found: Partial<Record<SecretName, string>> = {};
  for (const name of Object.keys(known) as SecretName[]) {
    const ways = [
      plain(environment[name]),
      fromFile(name, environment[`${name}_FILE`], problems),
      fromBase64(environment[`${name}_B64`]),
      plain(file[name]),
    ].filter((value) => value !== undefined);
    if (new Set(ways).size > 1) problems.push(`${name}: given in ${ways.length} ways that differ; keep one.`);
    if (ways.length > 0) found[name] = ways[0];
  }
  return found;
}

function plain(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function fromBase64(value: string | undefined): string | undefined {
  return plain(value) && plain(Buffer.from(value as string, 'base64').toString('utf8'));
}

function fromFile(name: string, path: string | undefined, problems: string[]): string | undefined {
  if (!plain(path)) return undefined;
  try {
    return plain(readFileSync(path as string, 'utf8'));
  } catch (failure) {
    problems.push(`${name}_FILE: cannot read ${path} (${(failure as NodeJS.ErrnoException).code}).`);
    return undefined;
  }
}

function secretsFile(path: string | undefined, problems: string[]): Record<string, unknown> {
  if (!plain(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path as string, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
    problems.push(`SECRETS_FILE: ${path} is not a JSON object.`);
  } catch (failure) {
    const why =
      failure instanceof SyntaxError ? 'is not JSON' : `cannot be read (${(failure as NodeJS.ErrnoException).code})`;
    problems.push(`SECRETS_FILE: ${path} ${why}.`);
  }
  return {};
}
