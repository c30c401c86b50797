/** What the executor's activities need: less than those that forecast, and nothing that reads text. */
import type { AccountStore, TradingStateStore } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { LedgerStore } from './ledger.ts';
import type { ReleaseStore } from './releases.ts';
import type { Venues } from './venue.ts';

/** A halt that needs neither database nor engine: whoever can write a file can stop the executor of this machine. */
export interface Brake {
  /** Asked with every send. What cannot be read is pulled. */
  isPulled(): Promise<boolean>;
}

export interface ExecutionIntervals {
  /** Between two looks at an account that is in a trade or has something unsettled. */
  readonly inTradeMs: number;
  /** Between two looks at any other. */
  readonly idleMs: number;
  /** Between two comparisons of the books with the venue's. */
  readonly reconcileMs: number;
  /** Between two searches for advice that nobody told us of. */
  readonly sweepMs: number;
}

export interface ExecutionPorts {
  /** Accounts of the other mode are not touched: paper money would become orders, or real positions be forgotten. */
  readonly mode: 'paper' | 'live';
  readonly clock: Clock;
  readonly stores: {
    readonly accounts: Pick<
      AccountStore,
      'open' | 'find' | 'takeToken' | 'commit' | 'events' | 'snapshot' | 'keepSnapshot'
    >;
    readonly tradingStates: Pick<TradingStateStore, 'read' | 'tighten'>;
    readonly releases: Pick<ReleaseStore, 'find' | 'outlines'>;
    readonly ledger: Pick<LedgerStore, 'find'>;
  };
  readonly venues: Venues;
  readonly brake: Brake;
  readonly intervals: ExecutionIntervals;
  /** Releases of other streams are nobody's advice. */
  readonly streams: readonly string[];
}
