/** The methods of the Bot API that Almanac uses, with the limits and the words of the real one. */
import { BotApiError } from './errors.ts';
import { visibleText } from './formatting.ts';
import type { LabBot, LabMessage, TelegramWorld } from './world.ts';

export interface Upload {
  readonly bytes: number;
}

export type Parameters = Readonly<Record<string, unknown>>;
type Method = (world: TelegramWorld, bot: LabBot, given: Parameters) => unknown;

const LONGEST_TEXT = 4_096;
const LONGEST_CAPTION = 1_024;
const LARGEST_PHOTO_BYTES = 10 * 1024 * 1024;

export const METHODS: Readonly<Record<string, Method>> = {
  getMe: (_world, { id, username }) => ({ id, is_bot: true, first_name: username, username }),
  getChat: (world, _bot, { chat_id }) => world.chat(chat_id),
  getChatMember: (world, bot, { chat_id, user_id }) => {
    world.chat(chat_id);
    const own = Number(user_id) === bot.id;
    return { user: { id: Number(user_id) }, status: own ? 'administrator' : 'member', can_post_messages: own };
  },
  sendMessage: (world, bot, given) => {
    const chat = world.chat(given.chat_id);
    const text = checkedText(given.text, given.parse_mode, LONGEST_TEXT, 'message is too long');
    const message = {
      chatId: chat.id,
      text,
      photoBytes: null,
      markup: read(given.reply_markup),
      replyTo: repliedTo(given),
      from: asSender(bot),
    };
    return shown(world, world.post(message));
  },
  sendPhoto: (world, bot, given) => {
    const chat = world.chat(given.chat_id);
    const { bytes } = given.photo as Upload;
    if (bytes > LARGEST_PHOTO_BYTES) throw new BotApiError(413, 'Request Entity Too Large');
    if (!bytes) throw new BotApiError(400, 'Bad Request: IMAGE_PROCESS_FAILED');
    const text = checkedText(
      given.caption ?? '',
      given.parse_mode,
      LONGEST_CAPTION,
      'message caption is too long',
      true,
    );
    const message = {
      chatId: chat.id,
      text,
      photoBytes: bytes,
      markup: read(given.reply_markup),
      replyTo: repliedTo(given),
      from: asSender(bot),
    };
    return shown(world, world.post(message));
  },
  editMessageText: (world, _bot, given) => edit(world, given, given.text, LONGEST_TEXT),
  editMessageCaption: (world, _bot, given) => edit(world, given, given.caption, LONGEST_CAPTION),
  answerCallbackQuery: (world, _bot, given) => {
    world.pressed.set(String(given.callback_query_id), String(given.text ?? ''));
    return true;
  },
  setMyCommands: () => true,
  deleteWebhook: (_world, bot) => {
    bot.webhook = null;
    return true;
  },
  setWebhook: (_world, bot, { url, secret_token }) => {
    bot.webhook = { url: String(url), secret: secret_token === undefined ? null : String(secret_token) };
    return true;
  },
};

function edit(world: TelegramWorld, given: Parameters, content: unknown, limit: number): unknown {
  const message = world.message(world.chat(given.chat_id).id, given.message_id);
  const text = checkedText(content, given.parse_mode, limit, 'message is too long');
  const markup = read(given.reply_markup);
  if (text === message.text && JSON.stringify(markup) === JSON.stringify(message.markup)) {
    throw new BotApiError(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  message.text = text;
  message.markup = markup;
  return shown(world, message);
}

function checkedText(content: unknown, parseMode: unknown, limit: number, tooLong: string, mayBeEmpty = false): string {
  const text = visibleText(String(content ?? ''), parseMode).trim();
  if (text.length > limit) throw new BotApiError(400, `Bad Request: ${tooLong}`);
  if (text === '' && !mayBeEmpty) throw new BotApiError(400, 'Bad Request: message text is empty');
  return text;
}

function read(markup: unknown): unknown {
  return typeof markup === 'string' ? (JSON.parse(markup) as unknown) : (markup ?? null);
}

function repliedTo({ reply_parameters: reply }: Parameters): number | null {
  return (read(reply) as { message_id?: number } | null)?.message_id ?? null;
}

function asSender({ id }: LabBot): LabMessage['from'] {
  return { id, isBot: true };
}

function shown(world: TelegramWorld, { messageId, chatId, text, photoBytes }: LabMessage): unknown {
  const { id, type, title } = world.chat(chatId);
  const content = photoBytes === null ? { text } : { caption: text, photo: [{ file_id: `photo-${messageId}` }] };
  return { message_id: messageId, date: 0, chat: { id, type, title }, ...content };
}
