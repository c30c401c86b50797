/** Slots that passed without a row: the calendar says which there should have been, the ledger which there are. */
import { AlmanacError } from '../domain/errors.ts';
import { isoTime } from '../domain/ledger/assemble.ts';
import { expectedSlots, type CalendarRule, ROW_WITHIN_MS } from '../domain/ledger/calendar.ts';
import type { Ports, ReleaseStore, SlotRequest } from './ports.ts';
import { commitRelease } from './commit.ts';
import { planned, type ReleasePlan } from './plan.ts';

/** Writes a `missed` row for every calendar slot whose deadline has passed without one; answers their release ids. */
export async function recordMissedSlots(
  ports: Ports,
  plan: ReleasePlan,
  source: SlotRequest['source'],
): Promise<string[]> {
  const now = ports.clock.now();
  const entries = await ports.stores.ledger.entries(source, { kind: 'calendar' });
  const rules = entries.map(({ body }) => JSON.parse(body) as CalendarRule);
  const recorded: string[] = [];
  for (const { symbol, slot, cutoff } of expectedSlots(rules, now)) {
    const request = planned(plan, source, symbol, slot, cutoff);
    if (request.deadline === null || now <= request.deadline) continue;
    if (await isAccountedFor(ports.stores.releases, request.releaseId, now > cutoff + ROW_WITHIN_MS)) continue;
    const reason = new AlmanacError(
      'release.late',
      `Nothing ran for the slot ${slot} of ${isoTime(cutoff)}: no release was started within its catch-up window.`,
      { cutoff },
    );
    await commitRelease(ports, request, [], reason.body());
    recorded.push(request.releaseId);
  }
  return recorded;
}

/** A release still running writes its own row; one that is still open an hour after its deadline never will. */
async function isAccountedFor(releases: ReleaseStore, releaseId: string, overdue: boolean): Promise<boolean> {
  const stored = await releases.find(releaseId);
  return stored !== null && !(stored.status === 'running' && overdue);
}
