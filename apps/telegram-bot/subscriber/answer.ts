/** What the subscriber bot answers: the newest forecast, how good they have been, how to check. To everybody, in their language. */
import { postContext } from '../../../activities/post-context.ts';
import type { BotMessage } from '../../../adapters/telegram/bot.ts';
import { postAt } from '../../../domain/report/post/late-post.ts';
import { LANGUAGES, type Language } from '../../../domain/report/post/wording.ts';
import { timelinessOf } from '../../../domain/publication/timeliness.ts';
import type { BotDesk } from '../desk.ts';
import { type Reply, says } from '../reply.ts';
import { quality } from './quality.ts';
import { SUBSCRIBER_WORDINGS } from './wording.ts';

export async function subscriberAnswer(desk: BotDesk, bot: string, message: BotMessage): Promise<Reply | null> {
  if (message.text === null || !(await desk.stores.bots.hears(bot, message.updateId, desk.clock.now()))) return null;
  const language = (await desk.stores.bots.language(message.chatId)) ?? 'en';
  const wording = SUBSCRIBER_WORDINGS[language];
  const [command, word] = message.text.trim().split(/\s+/);
  switch (command.replace(/@\w+$/, '')) {
    case '/start':
      return says(wording.welcome, ...wording.help);
    case '/last':
      return await last(desk, language);
    case '/quality':
      return await quality(desk, language);
    case '/verify':
      return await verify(desk, language);
    case '/lang':
      return await speak(desk, message.chatId, word, language);
    default:
      return says(...wording.help);
  }
}

/** As it would be posted now: what is over is no forecast any more. */
async function last({ stores, source, symbols, clock }: BotDesk, language: Language): Promise<Reply> {
  const stored = await stores.readers.newest({ source, symbol: symbols[0], streams: ['planned'] });
  if (!stored?.document || stored.committedAt === null) return says(SUBSCRIBER_WORDINGS[language].nothingYet);
  const { document, committedAt } = stored;
  const at = clock.now();
  const timeliness = timelinessOf(document, committedAt, at);
  const moment = { timeliness: timeliness === 'gone' ? ('over' as const) : timeliness, committedAt, at };
  const post = postAt(moment, document, await postContext(stores, stored), language, Number.POSITIVE_INFINITY);
  return { lines: [...post.caption, ...post.details] };
}

async function verify({ stores, source, publicUrl }: BotDesk, language: Language): Promise<Reply> {
  const head = await stores.ledger.head(source);
  const wording = SUBSCRIBER_WORDINGS[language];
  return head ? says(...wording.verify(publicUrl, head.sequence, head.hash)) : says(wording.nothingYet);
}

async function speak(desk: BotDesk, chatId: number, word: string | undefined, now: Language): Promise<Reply> {
  const language = LANGUAGES.find((each) => each === word);
  if (!language) return says(SUBSCRIBER_WORDINGS[now].whichLanguage);
  await desk.stores.bots.setLanguage(chatId, language);
  return says(SUBSCRIBER_WORDINGS[language].language);
}
