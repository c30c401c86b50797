/** Who trades what releases advise, as those who make them see it. */
import type { SourceKind } from '../../domain/market/sources.ts';

/** A release by its place in the ledger; it is read anew and verified before it is traded. */
export interface AdviceReference {
  readonly releaseId: string;
  readonly source: SourceKind;
  readonly sequence: number;
  readonly hash: string;
}

export interface Executor {
  /** Returns as well where nobody runs the account. Throws AlmanacError `engine.unreachable` where it cannot be told. */
  advise(accountId: string, reference: AdviceReference): Promise<void>;
}
