/** What a post says besides the release itself. */
import { type CalendarRule, nextPlanned } from '../domain/ledger/calendar.ts';
import type { PostContext } from '../domain/report/post/context.ts';
import type { StoredRelease, Stores } from './ports.ts';

export async function postContext(
  { ledger: entries, outcomes }: Pick<Stores, 'ledger' | 'outcomes'>,
  { request, ledger }: StoredRelease,
): Promise<PostContext> {
  const { source, symbol } = request;
  const horizonHours = Math.max(...request.horizonsHours);
  const [calendar, live] = await Promise.all([
    entries.entries(source, { kind: 'calendar' }),
    outcomes.worth({ source, symbol, horizonHours }),
  ]);
  const rules = calendar.map(({ body }) => JSON.parse(body) as CalendarRule);
  const nextSlotAt = nextPlanned(rules, symbol, request.askedAt);
  return { ledger, zone: request.zone, nextSlotAt, change: null, live };
}
