/** How things are, as the database knows it; metrics and the watchdog ask. */
import { isAlive } from '../domain/execution/account/order.ts';
import { ordersOf } from '../domain/execution/account/standing.ts';
import { COMMIT_WITHIN_MS, type CalendarRule, expectedSlots } from '../domain/ledger/calendar.ts';
import { committedRelease } from '../domain/ledger/committed-release.ts';
import { plannedReleaseId } from '../domain/ledger/release-id.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../domain/market/candles.ts';
import { watchCoverage } from '../domain/scoring/coverage-alarm.ts';
import type { AccountVitals, DueSlot, RecordVitals } from '../domain/watch/vitals.ts';
import { mayEnter } from './execution/arming.ts';
import { loadAccount } from './execution/load.ts';
import type { SlotRequest, Stores } from './ports.ts';

const SLOTS_OF_MS = 3 * DAY_MS;
/** The watch needs a history to bet on, not all of it. */
const COVERAGE_OF_MS = 180 * DAY_MS;
/** The longest horizon, and a day of patience. */
const SETTLED_WITHIN_MS = 2 * DAY_MS + 2 * HOUR_MS;
const NAMED_AT_MOST = 100;

export async function recordVitals(stores: Stores, source: SlotRequest['source'], at: EpochMs): Promise<RecordVitals> {
  const calendar = await stores.ledger.entries(source, { kind: 'calendar' });
  const rules = calendar.map(({ body }) => JSON.parse(body) as CalendarRule);
  const until = at - SETTLED_WITHIN_MS;
  return {
    slots: await dueSlots(stores, source, rules, at),
    plannedSince: rules[0]?.effectiveFrom ?? null,
    newestEntryAt: await stores.vitals.newestEntryAt(source),
    publishers: await stores.vitals.publishers(),
    coverage: (await stores.vitals.outcomes(source, at - COVERAGE_OF_MS)).map(({ outcomes, ...horizon }) => ({
      ...horizon,
      watch: watchCoverage(outcomes),
    })),
    outcomesOverdue: (await stores.outcomes.unresolved({ source, until, limit: NAMED_AT_MOST })).length,
    accounts: await accountVitals(stores, at),
  };
}

async function dueSlots(
  { readers }: Stores,
  source: SlotRequest['source'],
  rules: readonly CalendarRule[],
  at: EpochMs,
): Promise<DueSlot[]> {
  const expected = expectedSlots(rules, at - COMMIT_WITHIN_MS).filter(({ cutoff }) => cutoff > at - SLOTS_OF_MS);
  const named = expected.map((slot) => ({
    ...slot,
    id: plannedReleaseId(source, slot.symbol, slot.slot, slot.cutoff),
  }));
  const entries = await readers.byKey(
    source,
    'release',
    named.map(({ id }) => id),
  );
  const byId = new Map(entries.map(({ key, body }) => [key, committedRelease(body)]));
  return named.map(({ id, symbol, cutoff }) => {
    const row = byId.get(id);
    return { symbol, cutoff, status: row?.status ?? null, code: row?.error?.code ?? null };
  });
}

async function accountVitals(stores: Stores, at: EpochMs): Promise<AccountVitals[]> {
  const accounts = await stores.accounts.list();
  return await Promise.all(
    accounts.map(async (account) => {
      const { state } = await loadAccount(stores, account);
      const row = await stores.tradingStates.read(account.accountId);
      return {
        accountId: account.accountId,
        mode: account.mode,
        needsExecutor: mayEnter(account, at) || state.trade !== null || ordersOf(state).some(isAlive),
        isHalted: state.halts.length > 0 || row === null || row === 'halt',
        ordersUnknown: ordersOf(state).filter((order) => order.state === 'unknown').length,
        alarms: state.alarms.flatMap(({ about }) => (about === 'unknown-order' ? [] : [about])),
      };
    }),
  );
}
