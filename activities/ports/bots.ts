/** What the bots must remember from start to start. */
import type { AlertDesk } from '../../domain/operator/alerts.ts';
import type { Speaker } from '../../domain/operator/operators.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { Language } from '../../domain/report/post/wording.ts';

/** A button that waits to be pressed: by one person, in one chat, once, for a short time. */
export interface Confirmation<Action = unknown> extends Speaker {
  readonly nonce: string;
  readonly action: Action;
  /** Of what the person saw; what is so no longer is not done. */
  readonly planSha256: string;
  readonly expiresAt: EpochMs;
}

export interface BotStore {
  /** False where the update was heard before, whoever asked. */
  hears(bot: string, updateId: number, at: EpochMs): Promise<boolean>;
  ask(confirmation: Confirmation): Promise<void>;
  /** Takes it away from everybody; null where there is none of this person in this chat, or its time is over. */
  take(nonce: string, by: Speaker, now: EpochMs): Promise<Confirmation | null>;
  language(chatId: number): Promise<Language | null>;
  setLanguage(chatId: number, language: Language): Promise<void>;
  /** What the operators were told of alerts; null: nothing yet. */
  alertDesk(): Promise<AlertDesk | null>;
  keepAlertDesk(desk: AlertDesk): Promise<void>;
}
