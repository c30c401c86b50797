/** A server on this machine that speaks the Bot API, fails when it is told to, and knows what was really posted. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BotApiError } from './errors.ts';
import { type Fault, type FaultPlan, noFaults } from './faults.ts';
import { METHODS, type Parameters } from './methods.ts';
import { type BotCall, readCall } from './requests.ts';
import { type LabBot, type LabUpdate, TelegramWorld } from './world.ts';

export type { LabMessage } from './world.ts';

export interface TelegramLab extends AsyncDisposable {
  /** For `TELEGRAM_API_ROOT`. */
  readonly apiRoot: string;
  readonly world: TelegramWorld;
  /** Every call in order, e.g. `sendMessage`. */
  readonly calls: readonly string[];
  faults: FaultPlan;
  /** Seconds that a `limited` answer asks for. */
  retryAfterS: number;
  /** Told of every call that will never be answered, after it was done: whoever asked need not wait by the clock. */
  onHang: (chat: unknown) => void;
  /** Once everything that was asked has been done, also for who no longer waits for the answer. */
  quiet(): Promise<void>;
}

const LONGEST_POLL_MS = 50_000;
/** Turns of the event loop without a request: what was on the way has arrived. */
const QUIET_TURNS = 20;

export async function openTelegramLab({ port = 0 } = {}): Promise<TelegramLab> {
  const lab = new Lab();
  const server = createServer((request, response) => {
    lab.serve(request, response).catch((failure: unknown) => response.destroy(failure as Error));
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  lab.listen(server);
  return lab;
}

class Lab implements TelegramLab {
  readonly world = new TelegramWorld();
  readonly calls: string[] = [];
  faults: FaultPlan = noFaults;
  retryAfterS = 230;
  onHang: (chat: unknown) => void = () => undefined;
  #server: Server | null = null;
  #serving = 0;

  get apiRoot(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  listen(server: Server): void {
    this.#server = server;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#serving++;
    try {
      await this.#serve(request, response);
    } finally {
      this.#serving--;
    }
  }

  async quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns = this.#serving === 0 ? turns + 1 : 0) await nextTurn();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    if (!call) return answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    this.calls.push(call.method);
    const fault = this.faults(call.method);
    if (fault === 'reset-before') return void request.socket.destroy();
    if (fault === 'unavailable') return answer(response, 503, 'Service Unavailable');
    const { status, body } = await this.#answerOf(call, fault);
    switch (status === 200 ? fault : null) {
      case 'reset-after':
        return void request.socket.destroy();
      case 'broken-after':
        return answer(response, 502, 'Bad Gateway');
      case 'garbled-after':
        return answer(response, 200, '{"ok":true,"result":{"message_id":');
      case 'never-answered':
        return this.onHang(call.given.chat_id);
      default:
        return answer(response, status, body);
    }
  }

  async #answerOf({ token, method, given }: BotCall, fault: Fault | null): Promise<{ status: number; body: unknown }> {
    try {
      const bot = this.world.bot(token);
      if (fault === 'limited') throw limited(this.retryAfterS);
      const result =
        method === 'getUpdates' ? await this.#updates(bot, given) : perform(this.world, bot, method, given);
      return { status: 200, body: { ok: true, result } };
    } catch (failure) {
      if (!(failure instanceof BotApiError)) throw failure;
      const { status, message, parameters } = failure;
      return { status, body: { ok: false, error_code: status, description: message, parameters } };
    }
  }

  /** Asking from an offset on confirms everything before it. */
  async #updates(bot: LabBot, { offset = 0, timeout = 0, limit = 100 }: Parameters): Promise<LabUpdate[]> {
    if (bot.webhook) throw new BotApiError(409, "Conflict: can't use getUpdates method while webhook is active");
    const confirmed = bot.updates.filter((update) => update.update_id < Number(offset));
    for (const update of confirmed) bot.updates.splice(bot.updates.indexOf(update), 1);
    if (bot.updates.length === 0) await this.world.news(Math.min(Number(timeout) * 1_000, LONGEST_POLL_MS));
    return bot.updates.slice(0, Number(limit));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    if (this.#server?.listening) await once(this.#server, 'close');
  }
}

function perform(world: TelegramWorld, bot: LabBot, method: string, given: Parameters): unknown {
  if (!(method in METHODS)) throw new BotApiError(404, 'Not Found');
  return METHODS[method](world, bot, given);
}

function limited(seconds: number): BotApiError {
  return new BotApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
