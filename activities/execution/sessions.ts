/** The accounts that this process has taken over. */
import { AlmanacError } from '../../domain/errors.ts';
import type { ExecutionPorts } from '../ports.ts';
import { AccountSession } from './session.ts';

export class Sessions implements AsyncDisposable {
  readonly #ports: ExecutionPorts;
  readonly #onSuperseded: (failure: AlmanacError) => void;
  readonly #open = new Map<string, Promise<AccountSession>>();

  /** `onSuperseded`: another executor works on an account of ours; two that go on would take it from each other for ever. */
  constructor(ports: ExecutionPorts, onSuperseded: (failure: AlmanacError) => void) {
    this.#ports = ports;
    this.#onSuperseded = onSuperseded;
  }

  /** Works on an account, one piece of work at a time; it is taken over when it is first asked for. */
  async within<T>(accountId: string, signal: AbortSignal, work: (session: AccountSession) => Promise<T>): Promise<T> {
    const session = await this.#session(accountId, signal);
    try {
      return await session.alone(() => work(session));
    } catch (failure) {
      if (failure instanceof AlmanacError && failure.code === 'executor.superseded') this.#onSuperseded(failure);
      throw failure;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#open.values()) {
      const session = await opening.catch(() => null);
      await session?.[Symbol.asyncDispose]();
    }
    this.#open.clear();
  }

  #session(accountId: string, signal: AbortSignal): Promise<AccountSession> {
    const known = this.#open.get(accountId);
    if (known !== undefined) return known;
    const opening = AccountSession.open(this.#ports, accountId, signal);
    this.#open.set(accountId, opening);
    opening.catch(() => this.#open.delete(accountId));
    return opening;
  }
}
