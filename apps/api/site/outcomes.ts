/** What came of releases, from the ledger's own entries. */
import type { ReaderStore } from '../../../activities/ports.ts';
import { type OutcomeBody, outcomeKey } from '../../../domain/ledger/outcome-entry.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import type { PageOutcome } from '../../../domain/report/page/input.ts';

interface Issued {
  readonly releaseId: string;
  readonly horizonsHours: readonly number[];
}

/** By release id; a release of which nothing is known yet is left out. */
export async function outcomesOf(
  readers: ReaderStore,
  source: SourceKind,
  issued: readonly Issued[],
): Promise<ReadonlyMap<string, readonly PageOutcome[]>> {
  const keys = issued.flatMap(({ releaseId, horizonsHours }) =>
    horizonsHours.map((hours) => outcomeKey(releaseId, hours)),
  );
  const byRelease = new Map<string, PageOutcome[]>();
  for (const { body } of await readers.byKey(source, 'outcome', keys)) {
    const { releaseId, horizonHours, targetTime, price, scores } = JSON.parse(body) as OutcomeBody;
    const outcome = { horizonHours, at: Date.parse(targetTime), price, rank: scores?.pit ?? null };
    byRelease.set(releaseId, [...(byRelease.get(releaseId) ?? []), outcome]);
  }
  return byRelease;
}
