/** Tells publishers what they are to be told. A publisher that cannot be told never holds up a release: the sweep goes on. */
import { claimLastsMs } from '../domain/publication/decide.ts';
import { PUBLICATION_STATES } from '../domain/publication/life.ts';
import type { Publication } from '../domain/publication/publication.ts';
import { promiseRoots } from './day-roots.ts';
import type { Ports, Publisher, ReleaseRequest } from './ports.ts';
import { tell, type Telling } from './tell.ts';

type Outbox = Telling & Pick<Ports, 'publishers'>;

/** Of one publisher in one sweep; the next one takes the rest. */
const SWEEP_TAKES = 10;

export async function publishRelease(ports: Outbox, { releaseId }: Pick<ReleaseRequest, 'releaseId'>): Promise<void> {
  await publishDue(ports, releaseId);
}

/** Everything that may be sent now, each once, all publishers at the same time; answers how each was left. None is abandoned because another one failed. */
export async function publishDue(ports: Outbox, releaseId?: string): Promise<Publication[]> {
  if (releaseId === undefined) await promiseRoots(ports);
  const told = await Promise.allSettled(ports.publishers.map((publisher) => tellInTurn(ports, publisher, releaseId)));
  return told.flatMap((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
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
    if (left && left.state !== 'sent') break;
  }
  return told;
}

/** `2 sent, 1 unknown`, or that nothing was due. */
export function summaryOf(told: readonly Publication[]): string {
  const counts = PUBLICATION_STATES.map((state) => [told.filter((one) => one.state === state).length, state] as const);
  const line = counts.flatMap(([count, state]) => (count > 0 ? [`${count} ${state}`] : [])).join(', ');
  return line || 'nothing was due';
}
