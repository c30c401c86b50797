/** The executor's core as a worker calls it, and how a planted bug stands in for a part of it. */
import { handle } from '../../domain/execution/account/handle.ts';
import type { TradingState } from '../../domain/risk/trading-state.ts';

export interface Executor {
  readonly handle: typeof handle;
  /** What it takes the row for that it has read. */
  readonly rowRead: (row: TradingState | null) => TradingState | null;
  /** Whether it goes on when its token is not the account's any more. */
  readonly ignoresToken: boolean;
}

export const SOUND: Executor = { handle, rowRead: (row) => row, ignoresToken: false };
