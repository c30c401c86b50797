/** A release as it stands in the ledger: nothing is traded of a document that is not what was hashed. */
import { AlmanacError } from '../../domain/errors.ts';
import { chainEntry } from '../../domain/ledger/chain.ts';
import { commitmentText } from '../../domain/ledger/commitment.ts';
import type { ReleaseDocument } from '../../domain/ledger/document.ts';
import type { ExecutionPorts, ReleaseRequest } from '../ports.ts';
import type { AdviceReference } from './contract.ts';

export interface VerifiedRelease {
  readonly request: ReleaseRequest;
  readonly document: ReleaseDocument;
}

/** Throws `input.unknown-release` where there is none, `store.corrupt` where entry, hash and document do not belong together. */
export async function verifiedRelease(
  { stores }: Pick<ExecutionPorts, 'stores'>,
  reference: AdviceReference,
): Promise<VerifiedRelease> {
  const { releaseId, source, sequence, hash } = reference;
  const entry = await stores.ledger.find(source, 'release', releaseId);
  const stored = await stores.releases.find(releaseId);
  if (entry === null || !stored?.document) {
    const sentence = `There is no ${source} release "${releaseId}" in the ledger; nothing is traded of it.`;
    throw new AlmanacError('input.unknown-release', sentence, { releaseId });
  }
  const recomputed = chainEntry(entry, { sequence: entry.sequence - 1, hash: entry.previousHash });
  const isWhatWasMeant = entry.sequence === sequence && entry.hash === hash;
  const isWhatWasHashed = recomputed.hash === hash && commitmentText(stored.document) === entry.body;
  if (isWhatWasMeant && isWhatWasHashed) return { request: stored.request, document: stored.document };
  throw new AlmanacError(
    'store.corrupt',
    `The release ${releaseId} is not what the ledger's hash ${hash.slice(0, 12)}… says; nothing is traded of it. Run "npm run replay -- ${releaseId}".`,
    { releaseId, sequence, hash },
  );
}
