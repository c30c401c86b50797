import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { findings, SIGNALS } from '../../../domain/watch/signals.ts';
import type { RecordVitals, Vitals } from '../../../domain/watch/vitals.ts';

const AT = Date.parse('2026-11-21T12:30Z');
const slot = { symbol: 'BTC/USDT', cutoff: AT - 30 * MINUTE_MS, status: 'published', code: null } as const;
const earlier = { ...slot, cutoff: slot.cutoff - 12 * HOUR_MS };
const watch = { decisions: 60, evidence: 2, alarms: [] };

const account: RecordVitals['accounts'][number] = {
  ...{ accountId: 'cards-BTC', mode: 'paper', needsExecutor: true, isHalted: false, ordersUnknown: 0, alarms: [] },
};
const record: RecordVitals = {
  slots: [earlier, slot],
  plannedSince: AT - 100 * HOUR_MS,
  newestEntryAt: AT - 2 * HOUR_MS,
  publishers: [{ publisher: 'telegram', unknown: 0, waitingSince: AT - 5 * MINUTE_MS }],
  coverage: [{ symbol: 'BTC/USDT', horizonHours: 4, watch }],
  outcomesOverdue: 0,
  accounts: [account],
};
const well: Vitals = {
  ...{ at: AT, record, diskUsed: 0.5, clockOffsetMs: -300 },
  engine: { answers: true, queues: [{ queue: 'forecast', polledAt: AT - 40_000 }] },
};
const withRecord = (change: Partial<RecordVitals>): Vitals => ({ ...well, record: { ...record, ...change } });
const newest = (change: object) => withRecord({ slots: [earlier, { ...slot, ...change }] });

/** Each alert with something that raises it, and something close to it that does not. */
const CASES: Readonly<Record<string, { readonly raised: Vitals; readonly quiet: Vitals }>> = {
  RecordUnreadable: { raised: { ...well, record: null }, quiet: withRecord({ slots: [], plannedSince: null }) },
  SlotMissed: { raised: newest({ status: null }), quiet: newest({ status: 'fallback', code: 'models.none' }) },
  StaleData: {
    raised: newest({ status: 'fallback', code: 'data.stale' }),
    quiet: withRecord({ slots: [{ ...earlier, status: 'fallback', code: 'data.gap' }, slot] }),
  },
  FeedAbsent: {
    raised: newest({ status: 'fallback', code: 'source.unreachable' }),
    quiet: newest({ status: 'fallback', code: 'release.cancelled' }),
  },
  LedgerSilent: {
    raised: withRecord({ newestEntryAt: AT - 27 * HOUR_MS }),
    quiet: withRecord({ newestEntryAt: null, plannedSince: AT - 25 * HOUR_MS }),
  },
  PublicationUnknown: {
    raised: withRecord({ publishers: [{ publisher: 'telegram', unknown: 1, waitingSince: null }] }),
    quiet: withRecord({ publishers: [] }),
  },
  PublicationWaiting: {
    raised: withRecord({ publishers: [{ publisher: 'webhook', unknown: 0, waitingSince: AT - 16 * MINUTE_MS }] }),
    quiet: withRecord({ publishers: [{ publisher: 'webhook', unknown: 0, waitingSince: AT - 15 * MINUTE_MS }] }),
  },
  OutcomesOverdue: { raised: withRecord({ outcomesOverdue: 1 }), quiet: well },
  CoverageBroken: {
    raised: withRecord({
      coverage: [
        { symbol: 'BTC/USDT', horizonHours: 4, watch },
        {
          ...{ symbol: 'ETH/USDT', horizonHours: 4 },
          watch: { ...watch, alarms: [{ firedAt: AT - 48 * HOUR_MS, coverage80: 0.6, decisions: 40 }] },
        },
      ],
    }),
    quiet: withRecord({
      coverage: [
        {
          ...{ symbol: 'BTC/USDT', horizonHours: 4 },
          watch: { ...watch, alarms: [{ firedAt: AT - 29 * 24 * HOUR_MS, coverage80: 0.6, decisions: 40 }] },
        },
      ],
    }),
  },
  AccountHalted: {
    raised: withRecord({ accounts: [{ ...account, isHalted: true }] }),
    quiet: withRecord({ accounts: [] }),
  },
  OrderUnknown: {
    raised: withRecord({ accounts: [{ ...account, ordersUnknown: 1 }] }),
    quiet: well,
  },
  AccountAlarmed: {
    raised: withRecord({ accounts: [{ ...account, alarms: ['unprotected'] }] }),
    quiet: withRecord({ accounts: [{ ...account, ordersUnknown: 0 }] }),
  },
  EngineAbsent: { raised: { ...well, engine: { answers: false, queues: [] } }, quiet: { ...well, engine: null } },
  WorkerAbsent: {
    raised: { ...well, engine: { answers: true, queues: [{ queue: 'forecast', polledAt: null }] } },
    quiet: { ...well, engine: { answers: true, queues: [{ queue: 'forecast', polledAt: AT - 119_000 }] } },
  },
  DiskFilling: { raised: { ...well, diskUsed: 0.91 }, quiet: { ...well, diskUsed: null } },
  ClockOff: { raised: { ...well, clockOffsetMs: -2_500 }, quiet: { ...well, clockOffsetMs: null } },
};

describe('the signals', () => {
  it('say nothing of an Almanac that is well', () => {
    expect(findings(well)).toEqual([]);
  });

  it.each(SIGNALS.map(({ alert }) => alert))(
    '%s is raised by what it is called after, and by nothing near it',
    (alert) => {
      const { raised, quiet } = CASES[alert];
      expect(findings(raised).map((finding) => finding.alert)).toEqual([alert]);
      expect(findings(quiet)).toEqual([]);
    },
  );

  it('tell a person what is wrong, and since when', () => {
    const [{ text }] = findings(newest({ status: 'missed', code: 'release.late' }));
    expect(text).toBe('the release of BTC/USDT that was due 15 min ago is not there');
  });

  it('count the slots in a row that were refused, up to the newest', () => {
    const refused = { ...slot, status: 'fallback', code: 'data.gap' } as const;
    const [{ text }] = findings(withRecord({ slots: [slot, refused, refused] }));
    expect(text).toBe('the last 2 slot(s) of BTC/USDT were refused because of their prices');
  });
});
