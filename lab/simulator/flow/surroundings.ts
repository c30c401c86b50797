/** What engine, executors and venue know of the world that they are in. */
import type { Clock } from '../../../activities/ports.ts';
import type { ExecutionIntervals } from '../../../activities/ports/execution.ts';
import type { MarketReading } from '../../../domain/execution/exits/exit-rule.ts';
import type { Rng } from '../../../domain/numeric/random.ts';
import type { TradingState } from '../../../domain/risk/trading-state.ts';
import type { Queue } from '../queue.ts';
import type { Venue as Books } from '../venue.ts';
import type { FlowFaults } from './faults.ts';
import type { Releases } from './releases.ts';
import type { Sandbox, Schedule } from './sandbox.ts';
import type { FlowStore } from './store.ts';
import type { FlowBugs } from './bugs.ts';

export interface FlowExecutor {
  readonly isAlive: boolean;
  /** The row as this process has read it last; null: the brake was pulled. */
  readonly rowRead: TradingState | null;
  /** `onSilence`: the process is gone with the activity in its hands. */
  perform(schedule: Schedule, attempt: number, onSilence: () => void): Promise<unknown>;
  kill(): void;
}

export interface FlowSurroundings {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly faults: FlowFaults;
  readonly sandbox: Sandbox;
  readonly store: FlowStore;
  readonly releases: Releases;
  readonly books: Books;
  readonly violations: Set<string>;
  /** Client order ids whose request has left. */
  readonly requested: Set<string>;
  readonly bugs: FlowBugs;
  readonly intervals: ExecutionIntervals;
  databaseAway: boolean;
  venueAway: boolean;
  brakePulled: boolean;
  /** Null while the feed stalls. */
  reading(): MarketReading | null;
  /** One of the processes that are alive; null: there is none. */
  anExecutor(): FlowExecutor | null;
  /** A process has ended; `for ever`: its accounts were taken over, and nobody starts it again. */
  ended(executor: FlowExecutor, isForEver: boolean): void;
}
