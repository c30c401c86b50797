/** What a failed call of the Bot API says about the world. Nothing of the address gets into a message: the token is part of it (S6). */
import { TelegramError } from 'telegraf';
import { AlmanacError } from '../../domain/errors.ts';

/** No connection was made, so nothing can have been posted. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export function telegramFailure(failure: unknown, chat: string): AlmanacError {
  if (failure instanceof AlmanacError) return failure;
  return failure instanceof TelegramError ? answered(failure, chat) : unanswered(failure, chat);
}

function answered({ code, description, parameters }: TelegramError, chat: string): AlmanacError {
  const detail = { chat, status: code };
  if (code >= 500) {
    const sentence = `Telegram answered ${code}; whether the message is in ${chat} is not known.`;
    return new AlmanacError('publish.unanswered', sentence, detail, { world: 'unknown' });
  }
  if (code === 429) {
    const retryAfterS = parameters?.retry_after ?? 60;
    const sentence = `Telegram asks to be left alone for ${retryAfterS} s.`;
    return new AlmanacError('publish.limited', sentence, { ...detail, retryAfterMs: retryAfterS * 1_000 });
  }
  if (aboutContent(code, description)) {
    return new AlmanacError('publish.content', `Telegram does not take this message: ${description}.`, detail);
  }
  return new AlmanacError(
    'publish.refused',
    `Telegram refuses ${chat}: ${description}. ${adviceOn(code, description)}`,
    detail,
  );
}

function unanswered(failure: unknown, chat: string): AlmanacError {
  const { code, name } = failure as { code?: string; name?: string };
  const reason = code ?? name ?? 'no answer';
  if (NEVER_CONNECTED.has(reason)) {
    return new AlmanacError('publish.unreachable', `Telegram cannot be reached (${reason}).`, { chat, reason });
  }
  const sentence = `Telegram did not answer (${reason}); whether the message is in ${chat} is not known.`;
  return new AlmanacError('publish.unanswered', sentence, { chat, reason }, { world: 'unknown' });
}

/** The message and not the chat is at fault. */
function aboutContent(code: number, description: string): boolean {
  return code === 413 || (code === 400 && /entities|too long|is empty|IMAGE|PHOTO|photo|too big/.test(description));
}

function adviceOn(code: number, description: string): string {
  if (code === 401 || code === 404) return 'Set TELEGRAM_BOT_TOKEN to the token that @BotFather shows now.';
  if (/chat not found/.test(description)) return 'Correct TELEGRAM_CHANNELS, and make the bot an administrator there.';
  return 'Make the bot an administrator of the channel that may post messages.';
}
