/** How the watchdog looks: through the process that owns the data folder, or at database and engine where they run apart. */
import type { SlotRequest } from '../../activities/ports.ts';
import { type Finding, findings } from '../../domain/watch/signals.ts';
import type { Vitals } from '../../domain/watch/vitals.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import { readOwner } from '../embedded/owner-record.ts';
import { callOwner } from '../embedded/socket-client.ts';

type Source = SlotRequest['source'];

const ANSWERS_WITHIN_MS = 20_000;

/** Never takes the data folder: whoever wants to start Almanac may. */
export async function lookAround(config: Config, secrets: Secrets, source: Source): Promise<Finding[]> {
  const { address } = config.temporal;
  const url = secrets.DATABASE_URL;
  if (!address || !url) return await askOwner(config.dataDir, source);
  // loaded only where it is used: clients of databases and engines take a second
  const { lookApart } = await import('./look-apart.ts');
  const { temporal, executor } = config;
  return findings(
    await lookApart({ address, url, namespace: temporal.namespace, executorIsOn: executor.isOn }, source),
  );
}

async function askOwner(dataDir: string, source: Source): Promise<Finding[]> {
  const owner = readOwner(dataDir);
  if (!owner) return [absent(`nothing runs on the data folder ${dataDir}`)];
  if (!owner.socket) return [absent(`process ${owner.pid} ("${owner.command}") has not finished starting`)];
  try {
    const call = { operation: 'vitals', input: { source } };
    const quiet = () => undefined;
    return findings((await callOwner(owner.socket, call, quiet, AbortSignal.timeout(ANSWERS_WITHIN_MS))) as Vitals);
  } catch (failure) {
    return [absent(`process ${owner.pid} ("${owner.command}") does not answer: ${(failure as Error).message}`)];
  }
}

function absent(text: string): Finding {
  return { alert: 'ProcessAbsent', of: '', severity: 'page', text };
}
