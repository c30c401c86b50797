/** What the bots see: rows to read, a release to start. No key of any venue, no order of its own. */
import type { ChartRenderer, Clock, Database, ObjectStore, Stores } from '../../activities/ports.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { Track } from '../track/tracks.ts';
import type { Operator } from '../../domain/operator/operators.ts';

export interface BotDesk {
  readonly stores: Stores;
  readonly database: Pick<Database, 'check'>;
  readonly objects: Pick<ObjectStore, 'check' | 'find'>;
  readonly clock: Clock;
  readonly source: 'live' | 'simulated';
  readonly symbols: readonly string[];
  readonly slots: readonly string[];
  readonly zone: string;
  readonly publicUrl: string | null;
  readonly operators: readonly Operator[];
  /** The track record that the page shows, counted once per entry of the chain. */
  readonly track: () => Promise<Track>;
  readonly charts: ChartRenderer;
  /** Starts a release by hand and answers its id; it goes on by itself. */
  readonly startRelease: (symbol: string | undefined) => Promise<string>;
  /** What the executor itself has stopped for goes on where its books agree; answers what still stands against it. Null: every account. */
  readonly liftHalts: (account: string | null) => Promise<readonly string[]>;
  /** Nobody can guess it. */
  readonly newNonce: () => string;
}

/** A button lives so long. */
export const CONFIRM_WITHIN_MS = 120_000;

export function stampOf(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
