/** One account in this process: its state, under a token of its own; nothing is sent that was not committed before. */
import { AlmanacError } from '../../domain/errors.ts';
import { equityAt } from '../../domain/accounting/book.ts';
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import { handle } from '../../domain/execution/account/handle.ts';
import type { Heard } from '../../domain/execution/account/heard.ts';
import type { AccountState, Halt } from '../../domain/execution/account/state.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { TradingState } from '../../domain/risk/trading-state.ts';
import type { EquityMark, ExecutionPorts, StoredAccount, Venue } from '../ports.ts';
import { asArmed, requireMode } from './arming.ts';
import { type Loaded, loadAccount } from './load.ts';

const SNAPSHOT_EVERY_EVENTS = 500;

export class AccountSession implements AsyncDisposable {
  readonly account: StoredAccount;
  readonly venue: Venue;
  readonly token: number;
  /** Of the last comparison of the books; 0: none yet. */
  pulledAt: EpochMs = 0;
  /** Of the last search for advice. */
  sweptAt: EpochMs = 0;
  /** Requests that left, or would have left: none of them is made twice by this process. */
  readonly attempted = new Set<string>();
  readonly #ports: ExecutionPorts;
  #state: AccountState;
  #sequence: number;
  #isStale = false;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(ports: ExecutionPorts, account: StoredAccount, venue: Venue, token: number, loaded: Loaded) {
    this.#ports = ports;
    this.account = account;
    this.venue = venue;
    this.token = token;
    this.#state = loaded.state;
    this.#sequence = loaded.sequence;
  }

  /** Takes the account over: whoever had it before commits no more, and what it had sent is unknown. */
  static async open(ports: ExecutionPorts, accountId: string, signal: AbortSignal): Promise<AccountSession> {
    await using stack = new AsyncDisposableStack();
    const account = await ports.stores.accounts.find(accountId);
    if (account === null) throw notOpened(accountId);
    requireMode(account, ports.mode);
    const venue = stack.use(await ports.venues.open(account, signal));
    if (venue.name !== account.venue) throw movedElsewhere(account, venue.name);
    const token = await ports.stores.accounts.takeToken(accountId);
    const session = new AccountSession(ports, account, venue, token, await loadAccount(ports.stores, account));
    await session.hear({ kind: 'take-over', token }, null);
    stack.move();
    return session;
  }

  get state(): AccountState {
    return this.#state;
  }

  /** One thing after the other, in the order in which they were asked for. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const mine = before.then(work, work);
    this.#last = mine.catch(() => undefined);
    return await mine;
  }

  /** Decides and commits. Throws `executor.superseded` where another executor has taken the account over. */
  async hear(heard: Heard, market: MarketReading | null): Promise<void> {
    if (this.#isStale) await this.#readAnew();
    const now = this.#ports.clock.now();
    const { state, events } = handle(this.#state, heard, { now, row: await this.readRow(), market });
    if (events.length === 0) return;
    await this.#commit(state, events, now);
    this.#state = state;
    const before = this.#sequence;
    this.#sequence += events.length;
    const isDue = Math.floor(this.#sequence / SNAPSHOT_EVERY_EVENTS) > Math.floor(before / SNAPSHOT_EVERY_EVENTS);
    if (isDue) await this.#ports.stores.accounts.keepSnapshot(this.account.accountId, this.#sequence, state);
    for (const event of events) if (event.type === 'halted') await this.#writeHalt(event.halt, now);
  }

  /** As people have set and armed it; null where it cannot be read or the brake is pulled, which is a halt. */
  async readRow(): Promise<TradingState | null> {
    const { brake, stores } = this.#ports;
    try {
      if (await brake.isPulled()) return null;
      const { accountId, mode } = this.account;
      const row = await stores.tradingStates.read(accountId);
      return mode === 'paper' ? row : asArmed(await stores.accounts.find(accountId), row, this.#ports.clock.now());
    } catch (failure) {
      if (failure instanceof AlmanacError) return null;
      throw failure;
    }
  }

  /** Throws `executor.superseded` where this process may send no more for the account. */
  async requireToken(): Promise<StoredAccount> {
    const found = await this.#ports.stores.accounts.find(this.account.accountId);
    if (found?.token !== this.token) throw superseded(this.account.accountId, this.token);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.venue[Symbol.asyncDispose]();
  }

  /** A halt of the executor's own becomes the row's, which takes two actions of people to loosen. */
  async #writeHalt({ cause, why }: Halt, since: EpochMs): Promise<void> {
    const row = {
      scope: this.account.accountId,
      state: 'halt',
      why: `${cause}: ${why}`,
      by: 'executor',
      since,
    } as const;
    await this.#ports.stores.tradingStates.tighten(row);
  }

  async #commit(state: AccountState, events: readonly AccountEvent[], now: EpochMs): Promise<void> {
    const { accountId } = this.account;
    const commit = {
      token: this.token,
      after: this.#sequence,
      events,
      committedAt: now,
      equity: equityOf(state, events),
    };
    // until the answer is there nobody knows whether the events are
    this.#isStale = true;
    const committed = await this.#ports.stores.accounts.commit(accountId, commit);
    if (!committed) throw superseded(accountId, this.token);
    this.#isStale = false;
  }

  async #readAnew(): Promise<void> {
    await this.requireToken();
    const { state, sequence } = await loadAccount(this.#ports.stores, this.account);
    this.#state = state;
    this.#sequence = sequence;
    this.#isStale = false;
  }
}

function equityOf({ book }: AccountState, events: readonly AccountEvent[]): EquityMark | null {
  const marked = events.find((event) => event.type === 'marked');
  if (marked === undefined) return null;
  const { mark, time } = marked;
  const { cashQuote, positionBase } = book;
  return { markedAt: time, mark, cashQuote, positionBase, equityQuote: equityAt(book, mark) };
}

function superseded(accountId: string, token: number): AlmanacError {
  return new AlmanacError(
    'executor.superseded',
    `The account ${accountId} was taken over by another executor; this one (token ${token}) sends nothing more for it.`,
    { accountId, token },
  );
}

function movedElsewhere({ accountId, venue }: StoredAccount, name: string): AlmanacError {
  return new AlmanacError(
    'config.invalid',
    `The account "${accountId}" trades at ${venue}, and this executor was given ${name}. Put ${venue} first in EXCHANGE, or open another account with LIVE_ACCOUNT.`,
    { accountId, venue: name },
  );
}

function notOpened(accountId: string): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `The account "${accountId}" was never opened; "npm start" opens those of the configuration.`,
    { accountId },
  );
}
