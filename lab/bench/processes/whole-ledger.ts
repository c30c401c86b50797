/** Whether the ledger of an owner holds what it should: one complete row per release, in one chain that verifies. */
import { type ChainedEntry, verifyChain } from '../../../domain/ledger/chain.ts';
import { commitmentText } from '../../../domain/ledger/commitment.ts';
import type { PrintedRelease } from '../../../domain/ledger/document.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { Owner } from './owner.ts';

export interface ListedRelease {
  readonly releaseId: string;
  readonly status: string;
  readonly source: string;
  readonly cutoff: string;
  readonly committedAt: number | null;
}

/** What is wrong with the release of a moment, and with the recorded chain as a whole; `expected` rows should be there. */
export async function problemsOf(owner: Owner, asOf: string, expected: number): Promise<string[]> {
  const rows = (await owner.ask<ListedRelease[]>('list', { limit: 1_000 })).filter(
    ({ source }) => source === 'recorded',
  );
  const problems = rows.length === expected ? [] : [`${rows.length} releases where ${expected} were asked for`];
  const ofMoment = rows.filter(({ cutoff }) => Date.parse(cutoff) === Date.parse(asOf));
  if (ofMoment.length !== 1 || ofMoment[0].status !== 'published') {
    problems.push(
      `as of ${asOf} there are [${ofMoment.map(({ releaseId, status }) => `${releaseId} ${status}`).join(', ')}]`,
    );
  }
  return [...problems, ...(await chainProblems(owner, rows))];
}

async function chainProblems(owner: Owner, rows: readonly ListedRelease[]): Promise<string[]> {
  const entries: ChainedEntry[] = [];
  for (const { releaseId, committedAt } of rows.filter(({ status }) => status !== 'running')) {
    entries.push(chained(await owner.ask<PrintedRelease>('show', { releaseId }), committedAt ?? 0));
  }
  try {
    verifyChain(entries.sort((a, b) => a.sequence - b.sequence));
    return [];
  } catch (failure) {
    if (failure instanceof AlmanacError) return [failure.message];
    throw failure;
  }
}

/** The ledger entry that was made of a release, from what the release itself says. */
function chained({ ledger, timingsMs: _, ...document }: PrintedRelease, committedAt: number): ChainedEntry {
  const { source, releaseId, schema } = document;
  return { source, kind: 'release', schema, key: releaseId, committedAt, body: commitmentText(document), ...ledger };
}
