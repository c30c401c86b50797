/** What outlives a worker: the events, the token of who may write, and the row of the trading state. */
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import type { TradingState } from '../../domain/risk/trading-state.ts';

export class Store {
  readonly events: AccountEvent[] = [];
  row: TradingState = 'normal';
  #token = 0;

  takeToken(): number {
    return ++this.#token;
  }

  isCurrent(token: number): boolean {
    return token === this.#token;
  }

  /** Compared in the statement that writes: false, and nothing is written, for a worker that has been followed by another. */
  commit(token: number, events: readonly AccountEvent[]): boolean {
    if (!this.isCurrent(token)) return false;
    this.events.push(...events);
    return true;
  }
}
