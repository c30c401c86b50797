import type { Stores } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';

/** A recorded release with what is known only here: its place in the ledger and its times. */
export async function printedRelease(stores: Stores, releaseId: string): Promise<PrintedRelease> {
  const stored = await stores.releases.find(releaseId);
  if (!stored?.document || !stored.ledger) {
    const why = stored ? 'has not finished yet' : 'does not exist here';
    throw new AlmanacError(
      'input.unknown-release',
      `The release "${releaseId}" ${why}; "npm run releases -- list" names those that are.`,
      { releaseId },
    );
  }
  return { ...stored.document, ledger: stored.ledger, timingsMs: await stores.steps.timings(releaseId) };
}
