/** That somebody watches over an account of real money, and what he last had to do. */
import type { EpochMs } from '../../domain/market/candles.ts';

export interface LiveGuard {
  readonly lookedAt: EpochMs;
  readonly actedAt: EpochMs | null;
  readonly act: string | null;
}

export interface LiveGuardStore {
  find(accountId: string): Promise<LiveGuard | null>;
  /** `act`: what was done now; null leaves what was done before. */
  looked(accountId: string, at: EpochMs, act: string | null): Promise<void>;
}
