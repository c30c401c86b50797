/** What a post says besides the release itself. */
import { type CalendarRule, nextPlanned } from '../domain/ledger/calendar.ts';
import type { PostContext } from '../domain/report/post/context.ts';
import type { StoredRelease, Stores } from './ports.ts';

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
  const parts = change?.horizons.find((each) => each.horizonHours === horizonHours);
  const since = change && parts ? { since: change.since, ...parts } : null;
  return { ledger, zone: request.zone, nextSlotAt, change: since, live };
}
