import { canonicalText } from '../../ledger/canonical.ts';
import { misplaced } from '../../ledger/chain.ts';
import { commitmentText } from '../../ledger/commitment.ts';
import type { LedgerPosition, ReleaseDocument } from '../../ledger/document.ts';
import { sha256 } from '../../ledger/hash.ts';
import { signerOfDocument } from '../../ledger/signed.ts';
import { SIGNED_RELEASE_FORMAT, type SignedRelease } from '../signed-release.ts';
import { type Members, membersOf } from './members.ts';

export interface CheckedRelease {
  readonly releaseId: string;
  /** To look for in a post, or in the bundle. */
  readonly hash: string;
  readonly publicKey: string;
}

/** What a signed release shows, or why it shows nothing. `told`: the public key as the operator tells it elsewhere. */
export function checkSignedRelease(document: Members, told: string | null): CheckedRelease | string {
  if (document.format !== SIGNED_RELEASE_FORMAT || document.schema !== 1)
    return 'this is no signed release that we know';
  const publicKey = signerOfDocument(document);
  if (publicKey === null) return 'the signature is not that of this content: something in it was changed';
  if (told !== null && told !== publicKey) return `it is signed by another key, ${publicKey}`;
  const { release, commitment, ledger, committedAt } = document as unknown as SignedRelease;
  try {
    if (commitmentText(release) !== canonicalText(commitment)) return 'what was hashed is not this document';
  } catch (failure) {
    // Members that are absent, or of another type than a release has.
    if (failure instanceof TypeError || failure instanceof RangeError) return `it is no release: ${failure.message}`;
    throw failure;
  }
  const wrong = placeProblem(release, commitment, ledger, committedAt);
  return wrong ?? { releaseId: release.releaseId, hash: ledger.hash, publicKey };
}

function placeProblem(
  { schema, source, releaseId: key }: ReleaseDocument,
  body: unknown,
  ledger: LedgerPosition,
  committedAt: string,
): string | null {
  if (membersOf(ledger) === undefined) return 'it has no place in the chain';
  const { sequence, previousHash } = ledger;
  const entry = { schema, kind: 'release', source, sequence, previousHash, committedAt, key, body };
  const before = { sequence: sequence - 1, hash: previousHash, previousHash };
  return misplaced(ledger, before, sha256(canonicalText(entry)));
}
