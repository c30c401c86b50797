/** What every process that is a role of its own does first and last. */
import { once } from 'node:events';
import { inspect, parseArgs } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';
import { redactorOf } from '../telemetry/redact.ts';
import { type Config, readConfig } from './config.ts';
import { readSecrets, type Secrets } from './secrets.ts';

export type RoleSource = 'live' | 'simulated';

/** The signals, and the channel to the process that started us, where one did: its end is ours. Ask for them first. */
export function processEnds(): Promise<unknown>[] {
  const events = ['SIGTERM', 'SIGINT', ...(process.connected ? ['disconnect'] : [])];
  return events.map((event) => once(process, event));
}

export function ownConfig(): { readonly config: Config; readonly secrets: Secrets } {
  return readConfig(process.env, new Date().getUTCFullYear());
}

/** `--source=simulated`, or live. */
export function ownSource(): RoleSource {
  const { values } = parseArgs({ options: { source: { type: 'string', default: 'live' } } });
  return sourceNamed(values.source);
}

export function sourceNamed(word: string): RoleSource {
  return word === 'simulated' ? 'simulated' : 'live';
}

/** Tells why and ends the process: 2 where it was configured wrongly, 1 otherwise. */
export function leave(failure: unknown): never {
  const told = failure instanceof AlmanacError ? `${failure.message} (${failure.code})` : inspect(failure);
  console.error(redactorOf(readSecrets(process.env, []))(told));
  process.exit(failure instanceof AlmanacError && failure.code === 'config.invalid' ? 2 : 1);
}
