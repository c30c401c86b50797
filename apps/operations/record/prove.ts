/** The proof that a committed release is among the entries of its day. */
import type { Ports } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { DAY_MS } from '../../../domain/market/candles.ts';
import { dayText } from '../../../domain/market/moments.ts';
import { isFinal } from '../../../domain/record/days.ts';
import { type InclusionProof, proofOf } from '../../../domain/record/proof.ts';

/** @throws AlmanacError input.unknown-release; input.invalid while the day has not ended, because its root may still change */
export async function proveRelease({ stores, clock }: Ports, releaseId: string): Promise<InclusionProof> {
  const source = (await stores.releases.find(releaseId))?.request.source;
  const entry = source && (await stores.ledger.find(source, 'release', releaseId));
  if (!entry) {
    const sentence = `There is no row of a release ${releaseId} in the ledger; see: npm run releases -- list`;
    throw new AlmanacError('input.unknown-release', sentence, { releaseId });
  }
  const day = dayText(entry.committedAt);
  if (!isFinal(day, clock.now())) {
    const sentence = `The root of ${day} is final 15 minutes after that day has ended (UTC); ask again then.`;
    throw new AlmanacError('input.invalid', sentence, { releaseId, day });
  }
  const from = Date.parse(day);
  const entries = await stores.ledger.entries(entry.source, { committed: { from, to: from + DAY_MS } });
  return proofOf(entry, entries);
}
