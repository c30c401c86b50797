/** A few words to the operator's own chat; asked for once. */
import { Telegram } from 'telegraf';
import type { TelegramAccess } from './channel.ts';
import { telegramFailure } from './errors.ts';

const LONGEST = 4_096;

/** @throws AlmanacError publish.*, without the token in it */
export async function sendAlert({ token, apiRoot }: TelegramAccess, chat: string, text: string): Promise<void> {
  try {
    await new Telegram(token, { apiRoot }).sendMessage(chat, text.slice(0, LONGEST));
  } catch (failure) {
    throw telegramFailure(failure, chat);
  }
}
