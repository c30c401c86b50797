/**
 * Watches from outside of the engine: whether releases come, and whether database, engine and workers are there. Speaks when
 * Temporal, Telegram and the metrics are down.
 *
 *   npm run watchdog -- --once     exit code 0: all is well; 3: a person is wanted
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { newsOf, type Told } from '../../domain/watch/news.ts';
import { leave, ownConfig, ownWords, processEnds, sourceNamed } from '../config/role.ts';
import { openLog } from '../telemetry/log.ts';
import { redactorOf } from '../telemetry/redact.ts';
import { lookAround } from './look.ts';
import { type Listeners, tell } from './tell.ts';

const LOOKS_EVERY_MS = 60_000;
const EXIT = { well: 0, personWanted: 3 } as const;

const ends = processEnds();
const stop = new AbortController();
void Promise.race(ends).then(() => stop.abort());

try {
  const options = { once: { type: 'boolean', default: false }, source: { type: 'string', default: 'live' } } as const;
  const values = ownWords(options);
  const source = sourceNamed(values.source);
  const { config, secrets } = ownConfig();
  const { chat, webhook } = config.alerts;
  const token = secrets.TELEGRAM_BOT_TOKEN;
  const listeners: Listeners = {
    log: openLog({
      app: 'watchdog',
      level: 'info',
      redact: redactorOf(secrets),
      write: (line) => process.stderr.write(line),
    }),
    webhook: webhook === null ? null : { url: webhook, token: secrets.ALERTS_TOKEN ?? null },
    telegram: chat !== null && token ? { chat, token, apiRoot: config.telegram.apiRoot } : null,
  };
  let told: Told = {};
  const look = async () => {
    const found = await lookAround(config, secrets, source);
    const news = newsOf(told, found, Date.now());
    await tell(news, listeners);
    told = news.told;
    return found;
  };
  if (values.once) process.exit((await look()).length === 0 ? EXIT.well : EXIT.personWanted);
  while (!stop.signal.aborted) {
    await sleep(LOOKS_EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    if (!stop.signal.aborted) await look();
  }
} catch (failure) {
  leave(failure);
}
process.exit(EXIT.well);
