import type { ChainedEntry } from '../ledger/chain.ts';
import type { ReleaseDocument } from '../ledger/document.ts';
import type { Signer } from '../ledger/signature.ts';
import { type Signature, signed } from '../ledger/signed.ts';

export const SIGNED_RELEASE_FORMAT = 'almanac-release';

/** A committed release by itself: the document, what was hashed of it, and its place in the chain. */
export interface SignedRelease {
  readonly format: typeof SIGNED_RELEASE_FORMAT;
  readonly schema: 1;
  readonly release: ReleaseDocument;
  readonly commitment: unknown;
  readonly ledger: { readonly sequence: number; readonly hash: string; readonly previousHash: string };
  readonly committedAt: string;
  readonly signature: Signature;
}

/** `entry`: the ledger row of the release. */
export function signedRelease(release: ReleaseDocument, entry: ChainedEntry, signer: Signer): SignedRelease {
  const { sequence, hash, previousHash, committedAt } = entry;
  const document = {
    format: SIGNED_RELEASE_FORMAT,
    schema: 1,
    release,
    commitment: JSON.parse(entry.body) as unknown,
    ledger: { sequence, hash, previousHash },
    committedAt: new Date(committedAt).toISOString(),
  } as const;
  return signed(document, signer);
}
