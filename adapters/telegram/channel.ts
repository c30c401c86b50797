/** A Telegram channel as a publisher: one message per part, asked for once. */
import { Telegram, TelegramError } from 'telegraf';
import type { Publisher, SentPart, ToldRelease } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import { CAPTION_LIMIT, KEY_ROOM, MESSAGE_LIMIT, type PostPart, postParts } from '../../domain/report/post/messages.ts';
import { postAt } from '../../domain/report/post/late-post.ts';
import { rootPost } from '../../domain/record/root-post.ts';
import type { Language } from '../../domain/report/post/wording.ts';
import { telegramFailure } from './errors.ts';

export interface TelegramAccess {
  readonly token: string;
  readonly apiRoot: string;
}

export interface TelegramChannel {
  /** `@name` or `-1001234567890`. */
  readonly chat: string;
  readonly language: Language;
}

export function telegramPublisher(
  access: TelegramAccess,
  { chat, language }: TelegramChannel,
  wants: Publisher['wants'],
  wantsRoot: (source: SourceKind) => boolean = () => false,
): Publisher {
  const api = new Telegram(access.token, { apiRoot: access.apiRoot });
  return {
    name: `telegram:${chat}`,
    delivery: 'once',
    wants,
    compose: (release) => composed(release, language),
    root: { wants: wantsRoot, compose: (told) => postParts(rootPost(told, told, language), null, told.key) },
    send: (part, sent) => sendPart(api, chat, part, sent),
    isThere: (part, receipt, signal) => isUnchanged(api, chat, part, receipt, signal),
  };
}

function composed({ document, context, key, ...moment }: ToldRelease, language: Language): PostPart[] {
  // what is over has no chart either
  const pictured = moment.timeliness !== 'over';
  const chart = document.artefacts.find(({ key: artefact }) => artefact.endsWith('/chart.png'))?.key ?? null;
  const limit = (chart === null ? MESSAGE_LIMIT : CAPTION_LIMIT) - KEY_ROOM;
  return postParts(postAt(moment, document, context, language, limit), pictured ? chart : null, key);
}

/** As it is meant; if Telegram does not take that, without markup; if not that, without the picture. A refusal did nothing. */
async function sendPart(api: Telegram, chat: string, part: PostPart, told: SentPart): Promise<string> {
  const { photo } = told;
  const pictured = part.photo !== null && photo !== null;
  const ways: Way[] = [
    ...(pictured
      ? [
          { photo, html: part.html },
          { photo, html: null },
        ]
      : []),
    { photo: null, html: part.html },
    { photo: null, html: null },
  ];
  for (const way of ways.slice(0, -1)) {
    try {
      return await sendOnce(api, chat, part.text, way, told);
    } catch (failure) {
      const known = telegramFailure(failure, chat);
      if (known.code !== 'publish.content') throw known;
    }
  }
  return await sendOnce(api, chat, part.text, ways[ways.length - 1], told).catch((failure: unknown) => {
    throw telegramFailure(failure, chat);
  });
}

interface Way {
  readonly photo: Uint8Array | null;
  readonly html: string | null;
}

async function sendOnce(api: Telegram, chat: string, text: string, way: Way, told: SentPart): Promise<string> {
  const { photo, html } = way;
  const markup = html === null ? {} : ({ parse_mode: 'HTML' } as const);
  const options = { signal: told.signal } as Parameters<Telegram['callApi']>[2];
  const sent =
    photo === null
      ? await api.callApi(
          'sendMessage',
          {
            chat_id: chat,
            text: html ?? text,
            link_preview_options: { is_disabled: true },
            ...markup,
            ...answering(told),
          },
          options,
        )
      : await api.callApi(
          'sendPhoto',
          { chat_id: chat, photo: { source: Buffer.from(photo) }, caption: html ?? text, ...markup },
          options,
        );
  return messageIdOf(sent);
}

/** The rest of a post hangs on its first message, so that a reader sees what it belongs to. */
function answering({ first }: SentPart) {
  if (first === null) return {};
  return { reply_parameters: { message_id: Number(first), allow_sending_without_reply: true } };
}

/** An answer without the number of the message is no answer. */
function messageIdOf(sent: unknown): string {
  const id = (sent as { message_id?: unknown } | null)?.message_id;
  if (typeof id === 'number') return String(id);
  throw new AlmanacError(
    'publish.unanswered',
    'Telegram answered without the number of the message.',
    {},
    { world: 'unknown' },
  );
}

/** An edit with the same content is refused as "not modified": then the message is there. If it was another, it is now this one. */
async function isUnchanged(
  api: Telegram,
  chat: string,
  { html, text, photo }: PostPart,
  receipt: string,
  signal: AbortSignal,
): Promise<boolean> {
  const options = { signal } as Parameters<Telegram['callApi']>[2];
  const message = { chat_id: chat, message_id: Number(receipt), parse_mode: 'HTML' } as const;
  const words = html ?? text;
  const editing =
    photo === null
      ? api.callApi(
          'editMessageText',
          { ...message, text: words, link_preview_options: { is_disabled: true } },
          options,
        )
      : api.callApi('editMessageCaption', { ...message, caption: words }, options);
  try {
    await editing;
    return true;
  } catch (failure) {
    if (failure instanceof TelegramError && /not modified/.test(failure.description)) return true;
    if (failure instanceof TelegramError && failure.code === 400) return false;
    throw telegramFailure(failure, chat);
  }
}
