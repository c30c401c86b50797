import type { ErrorBody } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import type { PublicationState } from './life.ts';

/** One release, or the root of one day, for one publisher. */
export interface Publication {
  /** Of a root its own name (`root:live:2026-11-20`). */
  readonly releaseId: string;
  readonly publisher: string;
  readonly committedAt: EpochMs;
  readonly state: PublicationState;
  /** How often it was claimed. An answer counts only for the claim that asked. */
  readonly attempts: number;
  readonly claimedAt: EpochMs | null;
  /** Not before this moment; null: at once. */
  readonly notBefore: EpochMs | null;
  /** What was last tried to send; null: nothing yet. */
  readonly content: PublicationContent | null;
  /** One per part that is there: what names it over there, null where nothing does. */
  readonly receipts: readonly (string | null)[];
  /** Why it is not there, or not known to be. */
  readonly problem: ErrorBody | null;
  readonly settled: { readonly at: EpochMs; readonly by: string } | null;
}

export interface PublicationContent {
  /** Of the canonical JSON of all parts. */
  readonly sha256: string;
  readonly parts: number;
}

/** As it is written with the ledger row. */
export function promised(releaseId: string, publisher: string, committedAt: EpochMs): Publication {
  const nothingYet = { attempts: 0, claimedAt: null, notBefore: null, content: null, receipts: [], problem: null };
  return { releaseId, publisher, committedAt, state: 'pending', settled: null, ...nothingYet };
}
