/** What Telegram itself knows: bots, chats, what was really posted, what people did. */
import { BotApiError } from './errors.ts';

export interface LabMessage {
  readonly messageId: number;
  readonly chatId: number;
  /** As a reader sees it. */
  text: string;
  readonly photoBytes: number | null;
  markup: unknown;
  /** The message that it answers. */
  readonly replyTo: number | null;
  readonly from: { readonly id: number; readonly isBot: boolean };
}

export interface LabChat {
  readonly id: number;
  readonly type: 'channel' | 'private' | 'supergroup';
  readonly title: string;
  readonly username?: string;
}

export interface LabUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

export interface LabBot {
  readonly token: string;
  readonly id: number;
  readonly username: string;
  revoked: boolean;
  webhook: { readonly url: string; readonly secret: string | null } | null;
  readonly updates: LabUpdate[];
}

export class TelegramWorld {
  readonly messages: LabMessage[] = [];
  readonly bots: LabBot[] = [];
  /** Answers to pressed buttons, by callback id. */
  readonly pressed = new Map<string, string>();
  /** Told of every message, however it came about. */
  onPost: (message: LabMessage) => void = () => undefined;
  readonly #chats: LabChat[] = [];
  readonly #waiting = new Set<() => void>();
  #numbered = 0;

  addChat(chat: LabChat): LabChat {
    this.#chats.push(chat);
    return chat;
  }

  addBot(token: string, username: string): LabBot {
    const bot = { token, username, id: Number(token.split(':')[0]), revoked: false, webhook: null, updates: [] };
    this.bots.push(bot);
    return bot;
  }

  bot(token: string): LabBot {
    const found = this.bots.find((bot) => bot.token === token);
    if (!found || found.revoked) throw new BotApiError(401, 'Unauthorized');
    return found;
  }

  chat(named: unknown): LabChat {
    const found = this.#chats.find(({ id, username }) => String(id) === String(named) || `@${username}` === named);
    if (!found) throw new BotApiError(400, 'Bad Request: chat not found');
    return found;
  }

  post(message: Omit<LabMessage, 'messageId'>): LabMessage {
    const posted = {
      messageId: this.messages.filter(({ chatId }) => chatId === message.chatId).length + 1,
      ...message,
    };
    this.messages.push(posted);
    this.onPost(posted);
    return posted;
  }

  message(chatId: number, messageId: unknown): LabMessage {
    const found = this.messages.find((message) => message.chatId === chatId && message.messageId === Number(messageId));
    if (!found) throw new BotApiError(400, 'Bad Request: message to edit not found');
    return found;
  }

  inChat(chatId: number): LabMessage[] {
    return this.messages.filter((message) => message.chatId === chatId);
  }

  /** Somebody writes to a chat that a bot is in. */
  say(bot: LabBot, chat: LabChat, userId: number, text: string): LabUpdate {
    const { messageId } = this.post({
      chatId: chat.id,
      text,
      photoBytes: null,
      markup: null,
      replyTo: null,
      from: { id: userId, isBot: false },
    });
    const entities = text.startsWith('/')
      ? [{ type: 'bot_command', offset: 0, length: text.split(/\s/)[0].length }]
      : [];
    const from = { id: userId, is_bot: false, first_name: `user ${userId}` };
    const message = {
      message_id: messageId,
      date: 0,
      chat: { id: chat.id, type: chat.type, title: chat.title },
      from,
      text,
      entities,
    };
    return this.#tell(bot, { message });
  }

  /** Somebody presses a button under a message. */
  press(bot: LabBot, message: LabMessage, userId: number, data: string): LabUpdate {
    this.#numbered++;
    const chat = this.chat(message.chatId);
    const callback_query = {
      id: `press-${this.#numbered}`,
      from: { id: userId, is_bot: false, first_name: `user ${userId}` },
      message: { message_id: message.messageId, date: 0, chat: { id: chat.id, type: chat.type }, text: message.text },
      chat_instance: String(chat.id),
      data,
    };
    return this.#tell(bot, { callback_query });
  }

  /** Telegram hands the same update over once more. */
  repeat(bot: LabBot, update: LabUpdate): void {
    bot.updates.push(update);
    this.#wake();
  }

  /** Until there is news for somebody, or the time is over. */
  async news(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(overdue);
        this.#waiting.delete(wake);
        resolve();
      };
      const overdue = setTimeout(wake, withinMs);
      this.#waiting.add(wake);
    });
  }

  #tell(bot: LabBot, what: Record<string, unknown>): LabUpdate {
    this.#numbered++;
    const update = { update_id: this.#numbered, ...what };
    bot.updates.push(update);
    this.#wake();
    return update;
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
