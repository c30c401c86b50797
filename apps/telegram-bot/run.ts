/** The bots of this installation: the operator's and the subscribers', each where it has a token. */
import { randomBytes } from 'node:crypto';
import type { BotMessage, BotReply, RunningBot } from '../../adapters/telegram/bot.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Station } from '../embedded/host.ts';
import { LIFT_HALTS_UPDATE } from '../../workflows/messages.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { releaseBrake } from '../execution-worker/brake.ts';
import { askExecutor } from '../operations/accounts/through-executor.ts';
import { startRelease } from '../operations/release.ts';
import { manualRequest } from '../operations/request.ts';
import type { Tracks } from '../track/tracks.ts';
import { receiveAlerts } from './alerts/receive.ts';
import type { BotDesk } from './desk.ts';
import { type Heard, operatorAnswer } from './operator/answer.ts';
import { says } from './reply.ts';
import { subscriberAnswer } from './subscriber/answer.ts';

export interface BotsOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly source: 'live' | 'simulated';
  readonly station: Pick<Station, 'storage' | 'ports' | 'plan' | 'engine'>;
  readonly tracks: Tracks;
  readonly tell: (line: string) => void;
}

/** Says which bots run. @throws AlmanacError config.invalid for a webhook without a secret */
export async function runBots(options: BotsOptions): Promise<AsyncDisposable> {
  const { config, secrets, tell } = options;
  await using stack = new AsyncDisposableStack();
  if (!hasBot(secrets)) return stack.move();
  // Loaded only where there is a bot.
  const { runBot } = await import('../../adapters/telegram/bot.ts');
  const desk = botDesk(options);
  const { apiRoot, webhook: address, operators } = config.telegram;
  if (secrets.TELEGRAM_BOT_TOKEN) {
    const access = { token: secrets.TELEGRAM_BOT_TOKEN, apiRoot };
    const webhook = address && { ...address, secret: secrets.TELEGRAM_WEBHOOK_SECRET ?? '' };
    const answer = (message: BotMessage) => operatorAnswer(desk, 'operator', heardOf(message));
    const bot = stack.use(await runBot({ access, webhook, answer, tell }));
    await receiveAlertsIfAsked(stack, options, bot);
    tell(
      `The operator bot listens to ${operators.length === 0 ? 'nobody: TELEGRAM_OPERATORS is empty' : `${operators.length} operator(s)`}`,
    );
  }
  if (secrets.SUBSCRIBER_BOT_TOKEN) {
    const access = { token: secrets.SUBSCRIBER_BOT_TOKEN, apiRoot };
    const answer = (message: BotMessage): Promise<BotReply | null> => subscriberAnswer(desk, 'subscriber', message);
    stack.use(await runBot({ access, webhook: null, answer, tell }));
    tell('The subscriber bot answers everybody');
  }
  return stack.move();
}

async function receiveAlertsIfAsked(
  stack: AsyncDisposableStack,
  { config, secrets, station, tell }: BotsOptions,
  bot: RunningBot,
): Promise<void> {
  const { alertsPort: port, operators } = config.telegram;
  if (port === null) return;
  const chats = [...new Set(operators.map(({ chatId }) => chatId))];
  const wake = async (lines: readonly string[]) => {
    for (const chat of chats) await bot.say(chat, says(...lines));
  };
  const { clock, stores } = station.ports;
  const token = secrets.ALERTS_TOKEN ?? '';
  stack.use(await receiveAlerts({ port, token, clock, bots: stores.bots, wake, report: tell }));
  tell(`Alerts are heard at http://127.0.0.1:${port}/alerts`);
}

export function hasBot(secrets: Secrets): boolean {
  return secrets.TELEGRAM_BOT_TOKEN !== undefined || secrets.SUBSCRIBER_BOT_TOKEN !== undefined;
}

const NONCE_BYTES = 24;

function botDesk(options: BotsOptions): BotDesk {
  const { config, source, station, tracks, tell } = options;
  const { storage, ports, plan, engine } = station;
  const { symbols, slots, zone, publicUrl, telegram } = config;
  return {
    ...{ stores: ports.stores, database: storage.database, objects: ports.objects, clock: ports.clock },
    ...{ source, symbols, slots, zone, publicUrl, operators: telegram.operators },
    async startRelease(symbol) {
      const given = { slot: 'manual', symbol, source, candles: [] };
      const request = await manualRequest({ ports, plan, symbols }, given, ({ type, ...event }) => {
        if (type === 'note' && 'text' in event) tell(event.text);
      });
      await startRelease(engine.client, request);
      return request.releaseId;
    },
    liftHalts: (account) => liftHalts(options, account),
    track: () => tracks.newest(source),
    charts: ports.charts,
    newNonce: () => randomBytes(NONCE_BYTES).toString('base64url'),
  };
}

/** As `npm run resume` does it: the brake of this machine, then the executor's own halts. */
async function liftHalts({ config, station }: BotsOptions, account: string | null): Promise<string[]> {
  if (account === null) await releaseBrake(config.dataDir);
  const all = await station.ports.stores.accounts.list();
  const accounts = all.filter(({ accountId }) => account === null || accountId === account);
  try {
    const ids = accounts.map(({ accountId }) => accountId);
    const standings = await askExecutor(station.engine.client, ids, LIFT_HALTS_UPDATE);
    return standings.flatMap(({ accountId, halts }) =>
      halts.length > 0 ? [`${accountId} stays halted: ${halts.join('; ')}`] : [],
    );
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return [`${failure.message} Halts of the executor itself stay until then.`];
  }
}

function heardOf({ updateId, userId, chatId, text, pressed }: BotMessage): Heard {
  const by = { userId, chatId };
  return pressed === null
    ? { kind: 'wrote', updateId, by, text: text ?? '' }
    : { kind: 'pressed', updateId, by, nonce: pressed };
}
