/** What every process that is a role of its own does first and last. */
import { once } from 'node:events';
import { inspect, parseArgs, type ParseArgsConfig } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';
import { redactorOf } from '../telemetry/redact.ts';
import { type Config, readConfig } from './config.ts';
import { readSecrets, type Secrets } from './secrets.ts';

/** Exit code: another process has taken over what this one did; starting again would take it back and forth. */
export const SUPERSEDED = 3;

export type RoleSource = 'live' | 'simulated';

/** The signals, and the channel to the process that started us, where one did: its end is ours. Ask for them first. */
export function processEnds(): Promise<unknown>[] {
  const events = ['SIGTERM', 'SIGINT', ...(process.connected ? ['disconnect'] : [])];
  return events.map((event) => once(process, event));
}

export function ownConfig(): { readonly config: Config; readonly secrets: Secrets } {
  return readConfig(process.env, new Date().getUTCFullYear());
}

/** What a role may be told: nothing but this, so that a slip of the fingers never runs on real prices. */
const SOURCE = { source: { type: 'string', default: 'live' } } as const;

/** `--source=simulated`, or live. @throws AlmanacError input.invalid for any other word or option */
export function ownSource(): RoleSource {
  return sourceNamed(ownWords(SOURCE).source);
}

/** @throws AlmanacError input.invalid for any word: the role takes none */
export function ownNothing(): void {
  ownWords({});
}

/** @throws AlmanacError input.invalid */
export function ownWords<const O extends NonNullable<ParseArgsConfig['options']>>(options: O) {
  try {
    return parseArgs({ options }).values;
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
    const known = Object.keys(options).map((name) => `--${name}`);
    const sentence = `${failure.message.split('\n')[0]} This process takes ${known.join(', ') || 'no options'}.`;
    throw new AlmanacError('input.invalid', sentence, {}, { cause: failure });
  }
}

/** @throws AlmanacError input.invalid */
export function sourceNamed(word: string): RoleSource {
  if (word === 'live' || word === 'simulated') return word;
  throw new AlmanacError('input.invalid', `--source=${word} is none of live, simulated.`, { source: word });
}

/** Tells why and ends the process: 2 where it was called or configured wrongly, `SUPERSEDED`, 1 otherwise. */
export function leave(failure: unknown): never {
  const told = failure instanceof AlmanacError ? `${failure.message} (${failure.code})` : inspect(failure);
  console.error(redactorOf(readSecrets(process.env, []))(told));
  process.exit(exitCodeOf(failure));
}

function exitCodeOf(failure: unknown): number {
  if (!(failure instanceof AlmanacError)) return 1;
  if (failure.code === 'executor.superseded') return SUPERSEDED;
  return failure.code === 'config.invalid' || failure.code.startsWith('input.') ? 2 : 1;
}
