/** The database: events under a token, rows of the trading state. It outlives every process. */
import type { AccountCommit, ExecutionPorts, StoredAccount, StoredEvent } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { AccountEvent } from '../../../domain/execution/account/events.ts';
import { evolve } from '../../../domain/execution/account/evolve.ts';
import { type AccountState, openAccount } from '../../../domain/execution/account/state.ts';
import { isFinal } from '../../../domain/execution/orders/life-cycle.ts';
import { strictest, type TradingState } from '../../../domain/risk/trading-state.ts';
import type { FlowBugs } from './bugs.ts';

type Opening = Parameters<ExecutionPorts['stores']['accounts']['open']>[0];

export class FlowStore {
  readonly #violations: Set<string>;
  readonly #bugs: FlowBugs;
  readonly #events: StoredEvent[] = [];
  #account: StoredAccount | null = null;
  #snapshot: { readonly sequence: number; readonly state: AccountState } | null = null;
  /** What the events fold to. */
  state: AccountState | null = null;
  row: TradingState = 'normal';

  constructor(violations: Set<string>, bugs: FlowBugs) {
    this.#violations = violations;
    this.#bugs = bugs;
  }

  get account(): StoredAccount | null {
    return this.#account;
  }

  get events(): readonly AccountEvent[] {
    return this.#events.map(({ event }) => event);
  }

  get snapshot(): { readonly sequence: number; readonly state: AccountState } | null {
    return this.#snapshot;
  }

  open(opening: Opening, at: number): void {
    if (this.#account !== null) return;
    this.#account = { ...opening, token: 0, sequence: 0, openedAt: at, armedUntil: null };
    this.state = openAccount(opening.settings, opening.startQuote);
  }

  takeToken(): number {
    const { token } = this.#change((account) => ({ token: account.token + 1 }));
    return token;
  }

  /** Token and last event are compared where the events are written. */
  commit({ token, after, events, committedAt }: AccountCommit): boolean {
    const account = this.#required();
    const { comparesNothing } = this.#bugs;
    if (account.token !== token && !comparesNothing) return false;
    if (account.sequence !== after && !comparesNothing) {
      const sentence = `Events were to follow event ${after}, but the last one is ${account.sequence}.`;
      throw new AlmanacError('store.conflict', sentence, { after, sequence: account.sequence });
    }
    for (const [i, event] of events.entries()) {
      this.#events.push({ sequence: account.sequence + 1 + i, committedAt, event });
      this.#look(event);
    }
    this.#change(() => ({ sequence: account.sequence + events.length }));
    return true;
  }

  eventsAfter(sequence: number): StoredEvent[] {
    return this.#events.slice(sequence);
  }

  keepSnapshot(sequence: number, state: AccountState): void {
    if ((this.#snapshot?.sequence ?? 0) < sequence) this.#snapshot = { sequence, state };
  }

  tighten(state: TradingState): boolean {
    const isTighter = strictest([state, this.row]) === state;
    if (isTighter) this.row = state;
    return isTighter;
  }

  #change(change: (account: StoredAccount) => Partial<StoredAccount>): StoredAccount {
    const account = this.#required();
    this.#account = { ...account, ...change(account) };
    return this.#account;
  }

  #required(): StoredAccount {
    if (this.#account !== null) return this.#account;
    throw new AlmanacError('input.invalid', 'There is no such account.', {});
  }

  /** What no single state shows: that an order came back to life, a plan was taken twice, an invariant broke. */
  #look(event: AccountEvent): void {
    const before = this.state;
    if (before === null) return;
    const after = evolve(before, event);
    this.state = after;
    if ('clientOrderId' in event) {
      const { clientOrderId } = event;
      const earlier = before.orders[clientOrderId]?.state;
      const now = after.orders[clientOrderId]?.state;
      if (earlier && now && isFinal(earlier) && !isFinal(now)) this.#violations.add('a final order was revived');
    }
    if (event.type === 'halted' && event.halt.cause === 'invariant')
      this.#violations.add(`invariant: ${event.halt.why}`);
  }
}
