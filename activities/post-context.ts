/** What a post says besides the release itself. */
import { type CalendarRule, nextPlanned } from '../domain/ledger/calendar.ts';
import type { PostChange, PostContext } from '../domain/report/post/context.ts';
import type { StoredChange, StoredRelease, Stores } from './ports.ts';

export async function postContext(
  { ledger: entries, outcomes, changes }: Pick<Stores, 'ledger' | 'outcomes' | 'changes'>,
  { request, ledger }: StoredRelease,
): Promise<PostContext> {
  const { source, symbol } = request;
  const horizonHours = Math.max(...request.horizonsHours);
  const [calendar, live, change] = await Promise.all([
    entries.entries(source, { kind: 'calendar' }),
    outcomes.worth({ source, symbol, horizonHours }),
    changes.find(request.releaseId),
  ]);
  const rules = calendar.map(({ body }) => JSON.parse(body) as CalendarRule);
  const nextSlotAt = nextPlanned(rules, symbol, request.askedAt);
  return { ledger, zone: request.zone, nextSlotAt, change: changeAt(change, horizonHours), live };
}

/** Null where there was nothing to compare with, or the horizon was not in it. */
export function changeAt(change: StoredChange | null, horizonHours: number): PostChange | null {
  const parts = change?.horizons.find((each) => each.horizonHours === horizonHours);
  return change && parts ? { since: change.since, ...parts } : null;
}
