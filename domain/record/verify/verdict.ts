import type { EpochMs } from '../../market/candles.ts';
import type { DayLine } from '../lines.ts';
import type { SlotCount } from './calendar-check.ts';
import type { Flaw } from './flaw.ts';
import type { OutcomeCount } from './outcome-check.ts';
import type { ENTRY_KINDS } from './read-entry.ts';

/** What a verifier found out about one bundle. */
export interface Verdict {
  readonly verified: boolean;
  /** Those kept; `flawCount` of them there are. */
  readonly flaws: readonly Flaw[];
  readonly flawCount: number;
  readonly source: string | null;
  readonly exportedAt: string | null;
  readonly lines: number;
  readonly entries: Readonly<Record<(typeof ENTRY_KINDS)[number], number>>;
  readonly firstCommittedAt: EpochMs | null;
  readonly lastCommittedAt: EpochMs | null;
  /** Hash of the last entry. */
  readonly head: string;
  readonly slots: SlotCount | null;
  readonly outcomes: OutcomeCount | null;
  /** Posts that were sent, each by the hash of its release. */
  readonly posts: number;
  readonly days: readonly DayLine[];
  /** Days whose root was sent to somebody. */
  readonly rootsPosted: number;
  /** Entries that carry an earlier time than the one before them. */
  readonly steppedBack: number;
  readonly signedBy: { readonly publicKey: string; readonly fingerprint: string } | null;
  /** What this bundle alone cannot show, and how it can be checked. */
  readonly unproven: readonly string[];
}
