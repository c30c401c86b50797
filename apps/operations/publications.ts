/** `publications list | settle`: what was told to whom, and a person's word on what is not known. */
import type { Ports } from '../../activities/ports.ts';
import { publishDue } from '../../activities/publish.ts';
import { confirmByEdit, settlePublication } from '../../activities/settle.ts';
import { PUBLICATION_STATES } from '../../domain/publication/life.ts';
import type { Publication } from '../../domain/publication/publication.ts';

export interface PublicationFilter {
  readonly releaseId?: string;
  /** What was sent, too. */
  readonly all: boolean;
}

export interface SettleArguments {
  readonly releaseId: string;
  readonly publisher: string;
  readonly as: 'sent' | 'not-sent';
  /** Number of the message over there: then the publisher is asked whether it is this post. */
  readonly message: string | null;
  readonly person: string;
}

const SHOWN = 200;

export async function listPublications(
  { stores }: Ports,
  { releaseId, all }: PublicationFilter,
): Promise<Publication[]> {
  const states = PUBLICATION_STATES.filter((state) => all || state !== 'sent');
  return await stores.publications.list({ states, ...(releaseId !== undefined && { releaseId }), limit: SHOWN });
}

/** What is not there, or not whole, is sent at once. */
export async function settle(ports: Ports, given: SettleArguments): Promise<Publication> {
  const { releaseId, publisher, as, message: receipt, person } = given;
  const named = { releaseId, publisher };
  const by = receipt !== null && as === 'sent' ? await confirmByEdit(ports, named, receipt) : `person:${person}`;
  const settled = await settlePublication(ports, { ...named, as, receipt, by });
  if (settled.state === 'pending') await publishDue(ports, releaseId);
  return (await ports.stores.publications.find(releaseId, publisher)) ?? settled;
}
