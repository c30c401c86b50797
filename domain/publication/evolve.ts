import type { ErrorBody } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import { type PublicationStep, stateAfter } from './life.ts';
import type { Publication, PublicationContent } from './publication.ts';

export type PublicationNews = { readonly at: EpochMs } & (
  | { readonly type: 'claim'; readonly content: PublicationContent }
  /** `by`: the publisher, the message's own edit, or a person. */
  | { readonly type: 'accept'; readonly by: string; readonly receipt: string | null }
  | { readonly type: 'silence'; readonly problem: ErrorBody }
  | { readonly type: 'decline'; readonly problem: ErrorBody; readonly notBefore: EpochMs }
  | { readonly type: 'refuse'; readonly problem: ErrorBody }
  | { readonly type: 'pass'; readonly problem: ErrorBody }
  | { readonly type: 'take-back'; readonly by: string }
);

/** The publication after the news; null: it cannot be (a publication that is there stays there). */
export function evolve(before: Publication, news: PublicationNews): Publication | null {
  const state = stateAfter(before.state, stepOf(before, news));
  if (state === null) return null;
  const after = { ...before, state, ...changes(before, news) };
  if (state !== 'sent' && state !== 'refused' && state !== 'unknown') return { ...after, settled: null };
  return { ...after, settled: { at: news.at, by: 'by' in news ? news.by : 'publisher' } };
}

function stepOf({ content, receipts }: Publication, news: PublicationNews): PublicationStep {
  if (news.type !== 'accept') return news.type;
  return receipts.length + 1 < (content?.parts ?? 1) ? 'accept-part' : 'accept-last';
}

function changes(before: Publication, news: PublicationNews): Partial<Publication> {
  switch (news.type) {
    case 'claim':
      return {
        attempts: before.attempts + 1,
        claimedAt: news.at,
        notBefore: null,
        content: news.content,
        problem: null,
      };
    case 'accept':
      return { receipts: [...before.receipts, news.receipt], claimedAt: news.at, problem: null };
    case 'decline':
      return { problem: news.problem, notBefore: news.notBefore };
    case 'silence':
    case 'refuse':
    case 'pass':
      return { problem: news.problem };
    case 'take-back':
      return { notBefore: null };
    default:
      return news satisfies never;
  }
}
