/** The thread in which track records are counted: it keeps the rows of each chain, takes new entries, and counts when it is asked. */
import { parentPort } from 'node:worker_threads';
import { recordOfRows, type TrackRecord } from '../../domain/ledger/track-record.ts';
import { TrackBook, type TrackEntry } from '../../domain/ledger/track-rows.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import { type TrackCurve, trackCurves } from '../../domain/record/track-curves.ts';

export type Question =
  | { readonly kind: 'begin'; readonly source: SourceKind }
  | { readonly kind: 'take'; readonly source: SourceKind; readonly entries: readonly TrackEntry[] }
  | { readonly kind: 'count'; readonly source: SourceKind; readonly now: EpochMs };

export interface Counted {
  readonly record: TrackRecord;
  readonly curves: readonly TrackCurve[];
}

/** One for each question, in their order. */
export type Answer = { readonly counted: Counted | null } | { readonly problem: string };

const books = new Map<SourceKind, TrackBook>();

parentPort?.on('message', (question: Question) => {
  parentPort?.postMessage(answerTo(question));
});

function answerTo(question: Question): Answer {
  try {
    return { counted: counted(question) };
  } catch (failure) {
    return { problem: (failure as Error).stack ?? String(failure) };
  }
}

function counted(question: Question): Counted | null {
  const { kind, source } = question;
  if (kind === 'begin') books.set(source, new TrackBook());
  const book = books.get(source) ?? new TrackBook();
  if (kind === 'take') for (const entry of question.entries) book.add(entry);
  if (kind !== 'count') return null;
  return { record: recordOfRows(book, question.now), curves: trackCurves(book.rows) };
}
