import type { BotStore, Confirmation, Database, Row } from '../../activities/ports.ts';
import { DAY_MS } from '../../domain/market/candles.ts';
import type { AlertDesk } from '../../domain/operator/alerts.ts';
import type { Language } from '../../domain/report/post/wording.ts';

/** Telegram keeps what was not confirmed for a day. */
const REMEMBERED_MS = 7 * DAY_MS;

interface ConfirmationRow extends Row {
  readonly nonce: string;
  readonly user_id: number;
  readonly chat_id: number;
  readonly action: unknown;
  readonly plan_sha256: string;
  readonly expires_at_ms: number;
}

export function createBotStore(database: Database): BotStore {
  return {
    async hears(bot, updateId, at) {
      await database.query('delete from bot_updates where bot = $1 and heard_at_ms < $2', [bot, at - REMEMBERED_MS]);
      const heard = await database.query(
        'insert into bot_updates (bot, update_id, heard_at_ms) values ($1, $2, $3) on conflict do nothing returning bot',
        [bot, updateId, at],
      );
      return heard.length === 1;
    },

    async ask({ nonce, userId, chatId, action, planSha256, expiresAt }) {
      await database.query(
        `insert into bot_confirmations (nonce, user_id, chat_id, action, plan_sha256, expires_at_ms)
         values ($1, $2, $3, $4::jsonb, $5, $6)`,
        [nonce, userId, chatId, JSON.stringify(action), planSha256, expiresAt],
      );
    },

    async take(nonce, { userId, chatId }, now) {
      const [row] = await database.query<ConfirmationRow>(
        'delete from bot_confirmations where nonce = $1 and user_id = $2 and chat_id = $3 returning *',
        [nonce, userId, chatId],
      );
      return row && now <= row.expires_at_ms ? confirmationOf(row) : null;
    },

    async language(chatId) {
      const sql = 'select language from bot_languages where chat_id = $1';
      const [row] = await database.query<{ language: Language }>(sql, [chatId]);
      return row?.language ?? null;
    },

    async setLanguage(chatId, language) {
      await database.query(
        'insert into bot_languages (chat_id, language) values ($1, $2) on conflict (chat_id) do update set language = $2',
        [chatId, language],
      );
    },

    async alertDesk() {
      const [row] = await database.query<{ desk: AlertDesk }>('select desk from alert_desk');
      return row?.desk ?? null;
    },

    async keepAlertDesk(desk) {
      await database.query(
        'insert into alert_desk (desk) values ($1::jsonb) on conflict (only_one) do update set desk = $1::jsonb',
        [JSON.stringify(desk)],
      );
    },
  };
}

function confirmationOf(row: ConfirmationRow): Confirmation {
  const { nonce, user_id: userId, chat_id: chatId, action, plan_sha256: planSha256, expires_at_ms: expiresAt } = row;
  return { nonce, userId, chatId, action, planSha256, expiresAt };
}
