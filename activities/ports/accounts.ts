/** Accounts of the executor: their events under a fencing token, and what people allow. */
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import type { AccountSettings, AccountState } from '../../domain/execution/account/state.ts';
import type { BaseQuantity, Price, QuoteAmount } from '../../domain/accounting/money.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { TradingState } from '../../domain/risk/trading-state.ts';

/** Which advice an account trades. An account holds one position, so the two shadow cards have one each. */
export type AccountStrategy = 'cards' | 'shadow-long' | 'shadow-short' | 'vol-target';

export interface AccountOpening {
  readonly accountId: string;
  readonly mode: 'paper' | 'live';
  readonly strategy: AccountStrategy;
  readonly symbol: string;
  readonly source: SourceKind;
  readonly venue: string;
  readonly startQuote: QuoteAmount;
  readonly settings: AccountSettings;
}

export interface StoredAccount extends AccountOpening {
  /** Of the worker that may commit. */
  readonly token: number;
  /** Of the last event; 0: there is none. */
  readonly sequence: number;
  readonly openedAt: EpochMs;
  /** Live orders may leave until then; null: it was never armed, or was disarmed. */
  readonly armedUntil: EpochMs | null;
}

export interface StoredEvent {
  readonly sequence: number;
  readonly committedAt: EpochMs;
  readonly event: AccountEvent;
}

export interface EquityMark {
  readonly markedAt: EpochMs;
  readonly mark: Price;
  readonly cashQuote: QuoteAmount;
  readonly positionBase: BaseQuantity;
  readonly equityQuote: QuoteAmount;
}

export interface AccountCommit {
  readonly token: number;
  /** The event that the writer knew as the last one. */
  readonly after: number;
  readonly events: readonly AccountEvent[];
  readonly committedAt: EpochMs;
  /** Kept if it is the first of its hour. */
  readonly equity: EquityMark | null;
}

export interface AccountStore {
  /** Idempotent by account id: one that is there stays as it was opened. */
  open(account: AccountOpening, at: EpochMs): Promise<void>;
  find(accountId: string): Promise<StoredAccount | null>;
  list(): Promise<StoredAccount[]>;
  /** The next token; whoever holds an older one can commit no more. */
  takeToken(accountId: string): Promise<number>;
  /**
   * All events or none, under the newest token and behind the last event, both compared in the statement that writes.
   * False: another worker has taken the account over. Throws `store.conflict` where only the last event is another.
   */
  commit(accountId: string, commit: AccountCommit): Promise<boolean>;
  /** Ascending; of some types only, or of all but some, where they are named. */
  events(
    accountId: string,
    filter: {
      readonly after: number;
      readonly types?: readonly AccountEvent['type'][];
      readonly but?: readonly AccountEvent['type'][];
    },
  ): Promise<StoredEvent[]>;
  /** Null where there is none that this code can read. */
  snapshot(accountId: string): Promise<{ readonly sequence: number; readonly state: AccountState } | null>;
  keepSnapshot(accountId: string, sequence: number, state: AccountState): Promise<void>;
  /** Ascending, from the first hour not before `from` to the last before `to`. */
  equity(accountId: string, range: { readonly from: EpochMs; readonly to: EpochMs }): Promise<EquityMark[]>;
  /** When an executor last knew a price of it; null: never. */
  lastMarkedAt(accountId: string): Promise<EpochMs | null>;
  arm(accountId: string, until: EpochMs | null): Promise<void>;
}

export interface TradingStateRow {
  /** An account, or `*`: every account. */
  readonly scope: string;
  readonly state: TradingState;
  readonly why: string;
  readonly by: string;
  readonly since: EpochMs;
}

export interface LooseningAsked {
  readonly state: Exclude<TradingState, 'halt'>;
  readonly code: string;
  readonly until: EpochMs;
}

export interface TradingStateStore {
  /** The strictest of the account's own row and that of every account; null where one of the two is absent. */
  read(accountId: string): Promise<TradingState | null>;
  rows(): Promise<TradingStateRow[]>;
  /** A stricter state, or the same with another reason, at once. A looser one is left as it is: false. */
  tighten(row: TradingStateRow): Promise<boolean>;
  /** The first of the two actions that a looser state takes. Any tightening meanwhile takes it back. */
  askToLoosen(scope: string, asked: LooseningAsked): Promise<void>;
  /** The second: false where nothing was asked with this code, or too long ago. */
  loosen(scope: string, code: string, change: { readonly by: string; readonly at: EpochMs }): Promise<boolean>;
}
