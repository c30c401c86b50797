/** The thread in which track records are counted: it keeps rows and days of each chain, takes new entries, and counts when it is asked. */
import { parentPort } from 'node:worker_threads';
import type { LedgerEntry } from '../../activities/ports.ts';
import { recordOfRows, type TrackRecord } from '../../domain/ledger/track-record.ts';
import { TrackBook, type TrackEntry } from '../../domain/ledger/track-rows.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { DayRoots } from '../../domain/record/days.ts';
import type { DayLine } from '../../domain/record/lines.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import { type TrackCurve, trackCurves } from '../../domain/record/track-curves.ts';

/** An entry as far as it is counted. */
export type ChainEntry = TrackEntry & Pick<LedgerEntry, 'committedAt' | 'hash'>;

export type Question =
  | { readonly kind: 'begin'; readonly source: SourceKind }
  | { readonly kind: 'take'; readonly source: SourceKind; readonly entries: readonly ChainEntry[] }
  | { readonly kind: 'count'; readonly source: SourceKind; readonly now: EpochMs };

export interface Counted {
  readonly record: TrackRecord;
  readonly curves: readonly TrackCurve[];
  /** Final when it was counted, ascending. */
  readonly days: readonly DayLine[];
}

/** One for each question, in their order. */
export type Answer = { readonly counted: Counted | null } | { readonly problem: string };

interface Taken {
  readonly book: TrackBook;
  readonly days: DayRoots;
}

const chains = new Map<SourceKind, Taken>();

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
  if (kind === 'begin') chains.set(source, { book: new TrackBook(), days: new DayRoots() });
  const chain = chains.get(source);
  if (chain === undefined) throw new Error(`the ${source} chain was not begun`);
  if (kind === 'take') for (const entry of question.entries) take(chain, entry);
  return kind === 'count' ? countOf(chain, question.now) : null;
}

function take({ book, days }: Taken, entry: ChainEntry): void {
  book.add(entry);
  days.add(entry.committedAt, entry.hash);
}

function countOf({ book, days }: Taken, now: EpochMs): Counted {
  return { record: recordOfRows(book, now), curves: trackCurves(book.rows), days: days.finalAt(now) };
}
