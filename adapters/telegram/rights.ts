/** Whether the bot exists and may post where it is meant to; changes nothing. */
import { Telegram } from 'telegraf';
import type { TelegramAccess } from './channel.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { telegramFailure } from './errors.ts';

/** @throws AlmanacError publish.* by name, for the bot itself or the first channel it may not post to. */
export async function examineTelegram({ token, apiRoot }: TelegramAccess, chats: readonly string[]): Promise<void> {
  const api = new Telegram(token, { apiRoot });
  const asking = async <T>(where: string, work: Promise<T>) =>
    await work.catch((failure: unknown) => {
      throw telegramFailure(failure, where);
    });
  const { id } = await asking('the bot', api.getMe());
  for (const chat of chats) {
    const { status, ...rights } = await asking(chat, api.getChatMember(chat, id));
    const mayPost =
      status === 'creator' ||
      (status === 'administrator' && 'can_post_messages' in rights && rights.can_post_messages === true);
    if (!mayPost) throw notAllowed(chat, status);
  }
}

function notAllowed(chat: string, status: string): AlmanacError {
  const sentence = `The bot is "${status}" in ${chat} and may not post there. Make it an administrator that may post messages.`;
  return new AlmanacError('publish.refused', sentence, { chat, status });
}
