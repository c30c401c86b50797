import { parseCanonical } from '../../ledger/canonical.ts';
import { bytesOfHex, hexOf } from '../../ledger/hash.ts';
import { dayText } from '../../market/moments.ts';
import { hashOfLine } from '../lines.ts';
import { rootByPath } from '../merkle.ts';
import { PROOF_FORMAT } from '../proof.ts';
import { isHash, type Members, membersOf, textsOf } from './members.ts';
import { readEntry } from './read-entry.ts';

export interface ProvenEntry {
  readonly key: string;
  readonly day: string;
  /** What the entry and its path lead to: compare it with the posted one. */
  readonly root: string;
}

/**
 * What a proof shows, or why it shows nothing. `known`: roots by day, from posts.
 *
 * @example checkProof(JSON.parse(await readFile('proof.json', 'utf8')), { '2026-11-20': posted })
 */
export function checkProof(proof: Members, known: Readonly<Record<string, string>>): ProvenEntry | string {
  if (proof.format !== PROOF_FORMAT || proof.schema !== 1) return `this is no proof of the format ${PROOF_FORMAT} 1`;
  const { entry: line, index, leaves } = proof;
  const siblings = textsOf(proof.siblings);
  const members = typeof line === 'string' ? membersOf(parseCanonical(line)) : undefined;
  const entry = members === undefined ? 'the entry is not a line of a bundle' : readEntry(1, members);
  if (typeof entry === 'string') return entry;
  if (hashOfLine(new TextEncoder().encode(line as string), entry.hash) !== entry.hash)
    return 'the entry does not hash to what it says';
  if (!siblings?.every(isHash)) return 'the path is no list of hashes';
  const path = { index: Number(index), leaves: Number(leaves), siblings: siblings.map(bytesOfHex) };
  const found = rootByPath(bytesOfHex(entry.hash), path);
  const root = found && hexOf(found);
  const day = dayText(entry.committedAt);
  if (root === null || root !== proof.root || day !== proof.day)
    return 'the path does not lead from the entry to the root';
  const told = known[day];
  if (told !== undefined && told !== root) return `the root of ${day} is ${root}; you were told ${told}`;
  return { key: entry.key, day, root };
}
