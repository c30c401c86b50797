/** What the answer of a publisher means for its publication. */
import { AlmanacError, type ErrorBody } from '../errors.ts';
import { HOUR_MS, type EpochMs } from '../market/candles.ts';
import type { PublicationNews } from './evolve.ts';
import type { Publication } from './publication.ts';

/** `once`: sent twice, it is there twice. `repeatable`: the other side takes the second one for the first. */
export type Delivery = 'once' | 'repeatable';

export type PublisherAnswer =
  | { readonly kind: 'accepted'; readonly receipt: string | null }
  | { readonly kind: 'failed'; readonly problem: ErrorBody };

/** Longer than any request may take: who claimed it and has not told since is not there any more. */
const CLAIM_LASTS_MS = 120_000;

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = HOUR_MS;

/** For how long nobody else may touch what was claimed: where a second message does no harm, not at all. */
export function claimLastsMs(delivery: Delivery): number {
  return delivery === 'once' ? CLAIM_LASTS_MS : 0;
}

/** `publish.content`: what is sent will never be taken. Everything else that certainly did nothing is tried again later. */
export function hear(
  { attempts }: Pick<Publication, 'attempts'>,
  answer: PublisherAnswer,
  delivery: Delivery,
  at: EpochMs,
): PublicationNews {
  if (answer.kind === 'accepted') return { type: 'accept', at, by: 'publisher', receipt: answer.receipt };
  const { problem } = answer;
  if (problem.code === 'publish.content') return { type: 'refuse', at, problem };
  if (problem.world !== 'nothing-happened' && delivery === 'once') return { type: 'silence', at, problem };
  const { retryAfterMs } = problem.detail;
  const pauseMs = typeof retryAfterMs === 'number' ? retryAfterMs : pauseAfter(attempts);
  return { type: 'decline', at, problem, notBefore: at + pauseMs };
}

/** Of a claim that nobody works on any more; null: somebody may. What is repeatable can be claimed anew at once. */
export function givenUp({ state, claimedAt }: Publication, delivery: Delivery, at: EpochMs): PublicationNews | null {
  if (state !== 'sending' || claimedAt === null || at < claimedAt + claimLastsMs(delivery)) return null;
  const sentence = 'The worker that was sending it ended before it told what came of it.';
  const problem = new AlmanacError('publish.unanswered', sentence, { claimedAt }, { world: 'unknown' }).body();
  return delivery === 'once' ? { type: 'silence', at, problem } : { type: 'decline', at, problem, notBefore: at };
}

function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
}
