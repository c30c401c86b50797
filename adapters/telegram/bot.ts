/** A bot: hears updates one after the other by long polling, or by webhook, and says what it is told to say. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Telegraf } from 'telegraf';
import { AlmanacError } from '../../domain/errors.ts';
import { cutLines } from '../../domain/report/post/cut-lines.ts';
import { MESSAGE_LIMIT } from '../../domain/report/post/messages.ts';
import { type RichLine, plainText, telegramHtml } from '../../domain/report/post/rich.ts';
import type { TelegramAccess } from './channel.ts';

export interface BotMessage {
  readonly updateId: number;
  readonly userId: number;
  readonly chatId: number;
  /** Of a message. */
  readonly text: string | null;
  /** Of a pressed button. */
  readonly pressed: string | null;
}

export interface BotReply {
  readonly lines: readonly RichLine[];
  /** Behind the lines. */
  readonly pictures?: readonly { readonly png: Uint8Array; readonly caption: string }[];
  readonly button?: { readonly label: string; readonly nonce: string };
}

export interface BotWebhook {
  /** Public address that Telegram calls. */
  readonly url: string;
  readonly secret: string;
  readonly port: number;
}

export interface BotOptions {
  readonly access: TelegramAccess;
  readonly webhook: BotWebhook | null;
  /** Null: says nothing. */
  readonly answer: (message: BotMessage) => Promise<BotReply | null>;
  /** What went wrong, without the token. */
  readonly tell: (line: string) => void;
}

export interface RunningBot extends AsyncDisposable {
  /** Says something that nobody asked for. */
  say(chatId: number, reply: BotReply): Promise<void>;
}

const SHORTEST_SECRET = 16;
const LONGEST_CAPTION = 1_024;

/** @throws AlmanacError config.invalid for a webhook without a secret: anybody could speak as an operator (INCIDENTS S1). */
export async function runBot({ access, webhook, answer, tell }: BotOptions): Promise<RunningBot> {
  if (webhook && webhook.secret.length < SHORTEST_SECRET) {
    const sentence = `A webhook needs a secret of at least ${SHORTEST_SECRET} characters: set TELEGRAM_WEBHOOK_SECRET, or unset TELEGRAM_WEBHOOK_URL.`;
    throw new AlmanacError('config.invalid', sentence);
  }
  const bot = new Telegraf(access.token, { telegram: { apiRoot: access.apiRoot, webhookReply: false } });
  const redacted = (failure: unknown) => String(failure).replaceAll(access.token, '[token]');
  bot.use(async (context) => {
    const message = messageOf(context.update as unknown as RawUpdate);
    if (!message) return;
    if (message.pressed !== null) await context.answerCbQuery().catch((failure: unknown) => tell(redacted(failure)));
    const reply = await answer(message);
    if (reply) await say(bot, message.chatId, reply);
  });
  bot.catch((failure) => tell(`The bot could not answer: ${redacted(failure)}`));
  const hearing = webhook
    ? await listen(bot, webhook)
    : poll(bot, (failure) => tell(`The bot stopped hearing: ${redacted(failure)}`));
  return {
    say: (chatId, reply) =>
      say(bot, chatId, reply).catch((failure: unknown) => tell(`The bot could not speak: ${redacted(failure)}`)),
    [Symbol.asyncDispose]: () => hearing[Symbol.asyncDispose](),
  };
}

function poll(bot: Telegraf, told: (failure: unknown) => void): AsyncDisposable {
  const polling = bot.launch({ dropPendingUpdates: false }).catch(told);
  return {
    async [Symbol.asyncDispose]() {
      try {
        bot.stop();
      } catch (failure) {
        // stopped before it had begun
        if (!/not running/i.test(String(failure))) throw failure;
      }
      await polling;
    },
  };
}

async function listen(bot: Telegraf, { url, secret, port }: BotWebhook): Promise<AsyncDisposable> {
  const { pathname } = new URL(url);
  const hear = bot.webhookCallback(pathname, { secretToken: secret });
  const server = createServer((request, response) => {
    hear(request, response).catch((failure: unknown) => response.destroy(failure as Error));
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  await bot.telegram.setWebhook(url, { secret_token: secret });
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Messages of any length, the button under the last, pictures behind; without markup where Telegram does not take it. */
async function say(bot: Telegraf, chatId: number, { lines, button, pictures = [] }: BotReply): Promise<void> {
  const groups = cutLines(lines, MESSAGE_LIMIT);
  for (const [i, group] of groups.entries()) {
    const keyboard =
      button && i === groups.length - 1
        ? { reply_markup: { inline_keyboard: [[{ text: button.label, callback_data: button.nonce }]] } }
        : {};
    await bot.telegram
      .sendMessage(chatId, telegramHtml(group), { parse_mode: 'HTML', ...keyboard })
      .catch(() => bot.telegram.sendMessage(chatId, plainText(group), keyboard));
  }
  for (const { png, caption } of pictures) {
    await bot.telegram.sendPhoto(chatId, { source: Buffer.from(png) }, { caption: caption.slice(0, LONGEST_CAPTION) });
  }
}

/** The few fields that are read, whatever else Telegram sends. */
interface RawUpdate {
  readonly update_id: number;
  readonly message?: {
    readonly from?: { readonly id: number };
    readonly chat: { readonly id: number };
    readonly text?: string;
  };
  readonly callback_query?: {
    readonly from: { readonly id: number };
    readonly message?: { readonly chat: { readonly id: number } };
    readonly data?: string;
  };
}

function messageOf({ update_id: updateId, message, callback_query: press }: RawUpdate): BotMessage | null {
  if (message?.from && message.text !== undefined) {
    return { updateId, userId: message.from.id, chatId: message.chat.id, text: message.text, pressed: null };
  }
  if (press?.message && press.data !== undefined) {
    return { updateId, userId: press.from.id, chatId: press.message.chat.id, text: null, pressed: press.data };
  }
  return null;
}
