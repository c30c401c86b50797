/** Tells publishers what they are to be told. A publisher that cannot be told never holds up a release: the sweep goes on. */
import { claimLastsMs } from '../domain/publication/decide.ts';
import type { Publication } from '../domain/publication/publication.ts';
import type { Ports, Publisher, ReleaseRequest } from './ports.ts';
import { tell, type Telling } from './tell.ts';

type Outbox = Telling & Pick<Ports, 'publishers'>;

/** Of one publisher in one sweep; the next one takes the rest. */
const SWEEP_TAKES = 20;

export async function publishRelease(ports: Outbox, { releaseId }: Pick<ReleaseRequest, 'releaseId'>): Promise<void> {
  await publishDue(ports, releaseId);
}

/** Everything that may be sent now, each once, all publishers at the same time; answers how each was left. */
export async function publishDue(ports: Outbox, releaseId?: string): Promise<Publication[]> {
  const told = await Promise.all(ports.publishers.map((publisher) => tellInTurn(ports, publisher, releaseId)));
  return told.flat();
}

/** One after the other, and none after one that was not taken: who is limited or away is not asked again at once. */
async function tellInTurn(ports: Outbox, publisher: Publisher, releaseId: string | undefined): Promise<Publication[]> {
  const now = ports.clock.now();
  const due = await ports.stores.publications.due({
    ...(releaseId !== undefined && { releaseId }),
    publisher: publisher.name,
    now,
    claimedBefore: now - claimLastsMs(publisher.delivery),
    limit: SWEEP_TAKES,
  });
  const told: Publication[] = [];
  for (const publication of due) {
    const left = await tell(ports, publisher, publication);
    if (left) told.push(left);
    if (left?.state === 'pending') break;
  }
  return told;
}
