/** That one entry is among those of a day, for somebody who knows the day's root and nothing else. */
import type { ChainedEntry } from '../ledger/chain.ts';
import { bytesOfHex, hexOf } from '../ledger/hash.ts';
import { dayText } from '../market/moments.ts';
import { entryText } from './lines.ts';
import { inclusionPath, rootByPath } from './merkle.ts';

export const PROOF_FORMAT = 'almanac-proof';

export interface InclusionProof {
  readonly format: typeof PROOF_FORMAT;
  readonly schema: 1;
  /** The entry as its line in the bundle. */
  readonly entry: string;
  readonly day: string;
  readonly root: string;
  readonly index: number;
  readonly leaves: number;
  /** From the leaf upwards, hexadecimal. */
  readonly siblings: readonly string[];
}

/** `entries`: of the same chain and day, in the order of the chain, `entry` among them. */
export function proofOf(entry: ChainedEntry, entries: readonly ChainedEntry[]): InclusionProof {
  const index = entries.findIndex(({ sequence }) => sequence === entry.sequence);
  const path = inclusionPath(
    entries.map(({ hash }) => bytesOfHex(hash)),
    index,
  );
  const root = rootByPath(bytesOfHex(entry.hash), path);
  return {
    format: PROOF_FORMAT,
    schema: 1,
    entry: entryText(entry),
    day: dayText(entry.committedAt),
    root: root === null ? '' : hexOf(root),
    index,
    leaves: path.leaves,
    siblings: path.siblings.map(hexOf),
  };
}
