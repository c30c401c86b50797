/** A chain, read in parts: it is never whole in memory, and a database in this process answers others in between. */
import type { LedgerEntry, LedgerStore } from '../../../activities/ports.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';

export const ENTRIES_PER_READ = 500;

/** Entries after one sequence, up to another. */
export async function* chainEntries(
  ledger: Pick<LedgerStore, 'entries'>,
  source: SourceKind,
  { after = 0, last }: { readonly after?: number; readonly last: number },
): AsyncGenerator<LedgerEntry> {
  for await (const part of chainParts(ledger, source, { after, last })) yield* part;
}

/** The same, as many at once as are read at once. */
export async function* chainParts(
  ledger: Pick<LedgerStore, 'entries'>,
  source: SourceKind,
  { after = 0, last }: { readonly after?: number; readonly last: number },
): AsyncGenerator<readonly LedgerEntry[]> {
  for (let from = after; from < last; from += ENTRIES_PER_READ) {
    yield await ledger.entries(source, { after: from, limit: Math.min(ENTRIES_PER_READ, last - from) });
  }
}
