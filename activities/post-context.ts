/** What a post says besides the release itself. */
import { type CalendarRule, nextPlanned } from '../domain/ledger/calendar.ts';
import type { PostContext } from '../domain/report/post/context.ts';
import type { LedgerStore, StoredRelease } from './ports.ts';

export async function postContext(
  stores: { readonly ledger: LedgerStore },
  { request, ledger }: StoredRelease,
): Promise<PostContext> {
  const entries = await stores.ledger.entries(request.source, { kind: 'calendar' });
  const rules = entries.map(({ body }) => JSON.parse(body) as CalendarRule);
  const nextSlotAt = nextPlanned(rules, request.symbol, request.askedAt);
  return { ledger, zone: request.zone, nextSlotAt, change: null, live: null };
}
