/** One publication: claimed in the database, asked once part by part, and what came of it written down. */
import { AlmanacError, type ErrorBody } from '../domain/errors.ts';
import { canonicalBytes } from '../domain/ledger/canonical.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { EpochMs } from '../domain/market/candles.ts';
import { namedDay } from '../domain/record/day-root.ts';
import { givenUp, hear, type PublisherAnswer } from '../domain/publication/decide.ts';
import { evolve, type PublicationNews } from '../domain/publication/evolve.ts';
import type { Publication } from '../domain/publication/publication.ts';
import { timelinessOf } from '../domain/publication/timeliness.ts';
import type { PostPart } from '../domain/report/post/messages.ts';
import { dayRoot } from './day-roots.ts';
import { postContext } from './post-context.ts';
import type { Ports, Publisher, SentPart, StoredRelease } from './ports.ts';

/** Well within the time for which a claim lasts. */
const ANSWERS_WITHIN_MS = 20_000;
/** Together less than a claim lasts. */
const PAUSES_MS = [200, 1_000, 5_000, 20_000];
const KEY_CHARACTERS = 12;

type Told = SentPart['told'];

export type Telling = Pick<Ports, 'stores' | 'objects' | 'clock'>;

/** The state it is left in; null: somebody else has it. @throws AlmanacError of the stores, and then it is asked for again. */
export async function tell(ports: Telling, publisher: Publisher, found: Publication): Promise<Publication | null> {
  const now = ports.clock.now();
  if (found.state === 'sending') {
    const left = await record(ports, found, givenUp(found, publisher.delivery, now));
    return left?.state === 'pending' ? await tell(ports, publisher, left) : left;
  }
  const told = await toldOf(ports, found, now);
  if (told === 'gone') return await record(ports, found, { type: 'pass', at: now, problem: tooLate(found) });
  const { parts, sha256: hash } = await contentOf(ports, publisher, found, told);
  const content = { sha256: hash, parts: parts.length };
  const claimed = await record(ports, found, { type: 'claim', at: now, content });
  return claimed && (await sendParts(ports, publisher, claimed, told, parts));
}

/** What is told at this moment; `gone`: it is so old that nobody is told any more. A root is worth telling however late. */
async function toldOf(ports: Telling, found: Publication, now: EpochMs): Promise<Told | 'gone'> {
  const named = namedDay(found.releaseId);
  if (named) {
    const made = await dayRoot(ports.stores, named);
    if (made) return { ...named, entries: made.entries, root: made.root, key: messageKey(found, made.root) };
    throw new AlmanacError('internal', `The day of ${found.releaseId} has no entry, so it has no root.`, { ...named });
  }
  const release = await committedRelease(ports, found.releaseId);
  const timeliness = timelinessOf(release.document, found.committedAt, now);
  if (timeliness === 'gone') return timeliness;
  const key = messageKey(found, release.ledger.hash);
  return { ...release, committedAt: found.committedAt, at: now, timeliness, key };
}

function composed({ name, root, compose }: Publisher, told: Told): readonly PostPart[] {
  if ('document' in told) return compose(told);
  if (root) return root.compose(told);
  throw new AlmanacError('publish.content', `The publisher ${name} is not told of the roots of days.`, { name });
}

async function sendParts(
  ports: Telling,
  publisher: Publisher,
  claimed: Publication,
  told: Told,
  parts: readonly PostPart[],
): Promise<Publication | null> {
  let publication = claimed;
  for (const part of parts.slice(claimed.receipts.length)) {
    const answer = await ask(ports, publisher, part, { told, first: publication.receipts[0] ?? null });
    const news = hear(publication, answer, publisher.delivery, ports.clock.now());
    const after = await recordAnswer(ports, publication, news);
    if (after?.state !== 'sending') return after;
    publication = after;
  }
  return publication;
}

async function ask(
  { objects }: Telling,
  publisher: Publisher,
  part: PostPart,
  told: Pick<SentPart, 'told' | 'first'>,
): Promise<PublisherAnswer> {
  try {
    const photo = part.photo === null ? null : await objects.find(part.photo);
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    return { kind: 'accepted', receipt: await publisher.send(part, { ...told, photo, signal }) };
  } catch (failure) {
    return { kind: 'failed', problem: problemOf(failure, publisher) };
  }
}

/** What nobody foresaw may have happened after the message was there. */
function problemOf(failure: unknown, { name }: Publisher): ErrorBody {
  if (failure instanceof AlmanacError) return failure.body();
  const reason = failure instanceof Error ? failure.name : typeof failure;
  const sentence = `The publisher ${name} failed in a way it does not know (${reason}).`;
  return new AlmanacError('publish.unanswered', sentence, { reason }, { world: 'unknown' }).body();
}

async function record(
  { stores }: Telling,
  before: Publication,
  news: PublicationNews | null,
): Promise<Publication | null> {
  const after = news && evolve(before, news);
  return after && (await stores.publications.replace(before, after)) ? after : null;
}

/** Who heard an answer knows something that nobody else knows: if the claim was given up meanwhile, the answer still counts. */
async function recordAnswer(ports: Telling, asked: Publication, news: PublicationNews): Promise<Publication | null> {
  return await patiently(async () => {
    const after = await record(ports, asked, news);
    if (after) return after;
    const now = await ports.stores.publications.find(asked.releaseId, asked.publisher);
    return now?.attempts === asked.attempts ? await record(ports, now, news) : null;
  });
}

/** A database that is away for a moment must not turn what is known into `unknown`. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof AlmanacError) || failure.code !== 'store.unreachable') throw failure;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return await work();
}

/** Once a part of it is there, the rest is sent as it was, whatever the code would say now. */
async function contentOf(
  { objects }: Telling,
  publisher: Publisher,
  { content, receipts }: Publication,
  told: Told,
): Promise<{ parts: readonly PostPart[]; sha256: string }> {
  if (content && receipts.length > 0) {
    return { parts: await storedContent(objects, content.sha256), sha256: content.sha256 };
  }
  const parts = composed(publisher, told);
  const bytes = canonicalBytes(parts);
  const hash = sha256(bytes);
  await objects.putIfAbsent(contentKey(hash), bytes, 'application/json');
  return { parts, sha256: hash };
}

/** What was sent, or would have been. */
export async function storedContent(objects: Ports['objects'], hash: string): Promise<readonly PostPart[]> {
  return JSON.parse(new TextDecoder().decode(await objects.get(contentKey(hash)))) as PostPart[];
}

function contentKey(hash: string): string {
  return `posts/${hash}.json`;
}

/** The same for every message of one release or root to one publisher. */
export function messageKey({ releaseId, publisher }: Publication, hash: string): string {
  return sha256(new TextEncoder().encode(`${releaseId}\n${publisher}\n${hash}`)).slice(0, KEY_CHARACTERS);
}

async function committedRelease({ stores }: Telling, releaseId: string) {
  const stored = await stores.releases.find(releaseId);
  if (isCommitted(stored)) {
    return { document: stored.document, ledger: stored.ledger, context: await postContext(stores, stored) };
  }
  throw new AlmanacError('internal', `The release ${releaseId} has no ledger row, so nothing may be shown of it.`, {
    releaseId,
  });
}

type Committed = StoredRelease & { document: object; ledger: object };

function isCommitted(stored: StoredRelease | null): stored is Committed {
  return stored !== null && stored.document !== null && stored.ledger !== null;
}

function tooLate({ committedAt }: Publication): ErrorBody {
  const sentence = `It could not be told for days after it was recorded on ${new Date(committedAt).toISOString()}; nobody is told any more.`;
  return new AlmanacError('publish.refused', sentence, { committedAt }).body();
}
