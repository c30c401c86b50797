/** Ends what is unknown, by knowledge: of a person who looked, or of the message's own edit. */
import { AlmanacError } from '../domain/errors.ts';
import { evolve, type PublicationNews } from '../domain/publication/evolve.ts';
import type { Publication } from '../domain/publication/publication.ts';
import type { Ports } from './ports.ts';
import { storedContent } from './tell.ts';

export interface Settlement {
  readonly releaseId: string;
  readonly publisher: string;
  /** `not-sent`: it is sent again. */
  readonly as: 'sent' | 'not-sent';
  /** What names the message over there, where the person knows it. */
  readonly receipt: string | null;
  readonly by: string;
}

/** @throws AlmanacError input.invalid where there is nothing to settle, store.conflict where somebody else was faster. */
export async function settlePublication(
  { stores, clock }: Pick<Ports, 'stores' | 'clock'>,
  { releaseId, publisher, as, receipt, by }: Settlement,
): Promise<Publication> {
  const found = await stores.publications.find(releaseId, publisher);
  const at = clock.now();
  const news: PublicationNews = as === 'sent' ? { type: 'accept', at, by, receipt } : { type: 'take-back', at, by };
  const after = found && (found.state === 'sending' ? null : evolve(found, news));
  if (!found || !after) {
    const is = found ? `is ${found.state}` : 'does not exist';
    const sentence = `The publication of ${releaseId} for ${publisher} ${is}, so it cannot be settled as ${as}; "npm run publications" lists those that can.`;
    throw new AlmanacError('input.invalid', sentence, { releaseId, publisher, as });
  }
  if (await stores.publications.replace(found, after)) return after;
  throw new AlmanacError(
    'store.conflict',
    `The publication of ${releaseId} for ${publisher} has just changed; look again.`,
  );
}

const ANSWERS_WITHIN_MS = 20_000;
const RECEIPTS_LOOKED_AT = 1_000;

/**
 * Asks the publisher whether the message of that number is the part that is not known to be there; answers who then says so.
 * A message that is known as another post is never touched. @throws AlmanacError input.invalid where it is not this one.
 */
export async function confirmByEdit(
  { stores, objects, publishers }: Pick<Ports, 'stores' | 'objects' | 'publishers'>,
  { releaseId, publisher }: Pick<Settlement, 'releaseId' | 'publisher'>,
  receipt: string,
): Promise<'edit'> {
  const found = await stores.publications.find(releaseId, publisher);
  const known = await stores.publications.list({ limit: RECEIPTS_LOOKED_AT });
  const taken = known.some((other) => other.publisher === publisher && other.receipts.includes(receipt));
  const asked = publishers.find(({ name }) => name === publisher);
  const sentence = `Message ${receipt} of ${publisher} is not the message in question; look again, or settle without --message.`;
  const mistaken = new AlmanacError('input.invalid', sentence, { releaseId, publisher, message: receipt });
  if (taken || found?.state !== 'unknown' || !found.content || !asked?.isThere) throw mistaken;
  const parts = await storedContent(objects, found.content.sha256);
  if (await asked.isThere(parts[found.receipts.length], receipt, AbortSignal.timeout(ANSWERS_WITHIN_MS))) return 'edit';
  throw mistaken;
}
