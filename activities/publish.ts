/** Tells the publishers of a committed release; each one once, recorded as told. */
import { AlmanacError } from '../domain/errors.ts';
import { postText } from '../domain/report/post/release-post.ts';
import type { LedgerPosition } from '../domain/ledger/document.ts';
import type { PostContext } from '../domain/report/post/context.ts';
import type { Ports, ReleaseRequest } from './ports.ts';

export async function publishRelease(ports: Ports, request: ReleaseRequest): Promise<void> {
  const stored = await ports.stores.releases.find(request.releaseId);
  if (!stored?.document || !stored.ledger) {
    throw new AlmanacError(
      'internal',
      `The release ${request.releaseId} has no ledger row, so nothing may be shown of it.`,
      { releaseId: request.releaseId },
    );
  }
  const post = { document: stored.document, text: postText(stored.document, contextOf(stored.ledger, request)) };
  const pending = new Set(await ports.stores.publications.pending(request.releaseId));
  for (const publisher of ports.publishers.filter(({ name }) => pending.has(name))) {
    await publisher.publish(post);
    await ports.stores.publications.settle(request.releaseId, publisher.name, 'sent', ports.clock.now());
  }
}

function contextOf(ledger: LedgerPosition, { zone }: ReleaseRequest): PostContext {
  return { ledger, zone, nextSlotAt: null, change: null, live: null };
}
