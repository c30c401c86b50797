/**
 * What a person is woken for. One list: each signal is a metric of the process that serves /metrics, an alert in
 * ops/prometheus/rules.yml, a runbook in docs/runbooks, and a finding of the watchdog.
 */
import { COMMIT_WITHIN_MS } from '../ledger/calendar.ts';
import { DAY_MS, type EpochMs } from '../market/candles.ts';
import type { CoverageWatch } from '../scoring/coverage-alarm.ts';
import { type DueSlot, type EngineVitals, POSITION_ALARMS, type RecordVitals, type Vitals } from './vitals.ts';

export interface Signal {
  /** Name of the alert and of its runbook. */
  readonly alert: string;
  readonly metric: `almanac_${string}`;
  readonly help: string;
  /** What tells its readings apart; null: there is one. */
  readonly label: 'symbol' | 'publisher' | 'horizon' | 'queue' | 'about' | null;
  /** A reading above it is one too many. */
  readonly limit: number;
  /** `page` wakes somebody; `ticket` waits for the morning. */
  readonly severity: 'page' | 'ticket';
  /** No reading: nothing is known of it, which is no alarm by itself. */
  readings(vitals: Vitals): readonly Reading[];
  /** For a person: what one too many means. */
  says(reading: Reading): string;
}

export interface Reading {
  /** Of the label; empty where there is none. */
  readonly of: string;
  readonly value: number;
}

/** Longer than a worker's longest poll. */
const POLLED_WITHIN_S = 120;
const TOLD_WITHIN_S = 15 * 60;
/** One slot a day is the least a calendar has; the rest is its deadline, and patience. */
const ENTRY_WITHIN_S = 26 * 3_600;
/** The watch over 80 % intervals fires at 100 and begins anew; calibration has had its time with an older alarm. */
const EVIDENCE_LIMIT = 99;
const ALARM_IS_NEWS_MS = 28 * DAY_MS;
/** Where nobody has ever polled. */
const NEVER_S = 7 * 86_400;

const ofRecord = (read: (record: RecordVitals, at: EpochMs) => readonly Reading[]) => {
  return ({ record, at }: Vitals) => (record === null ? [] : read(record, at));
};

export const SIGNALS: readonly Signal[] = [
  {
    ...{ alert: 'RecordUnreadable', metric: 'almanac_record_unreadable', label: null, limit: 0 },
    severity: 'page',
    help: '1 where the database does not answer.',
    readings: ({ record }) => [{ of: '', value: record === null ? 1 : 0 }],
    says: () => 'the database does not answer',
  },
  {
    ...{ alert: 'SlotMissed', metric: 'almanac_slot_overdue_seconds', label: 'symbol', limit: 0 },
    severity: 'page',
    help: 'How long ago the newest planned release was due, where there is none; else 0.',
    readings: ofRecord((record, at) =>
      newestSlots(record).map(({ symbol, status, cutoff }) => {
        const due = cutoff + COMMIT_WITHIN_MS;
        return { of: symbol, value: status === null || status === 'missed' ? Math.max(0, seconds(at - due)) : 0 };
      }),
    ),
    says: ({ of, value }) => `the release of ${of} that was due ${ago(value)} is not there`,
  },
  {
    ...{ alert: 'StaleData', metric: 'almanac_slots_refused_for_data', label: 'symbol', limit: 0 },
    severity: 'page',
    help: 'Newest planned slots in a row that were refused because of their prices.',
    readings: ofRecord((record) => inARow(record, 'data.')),
    says: ({ of, value }) => `the last ${value} slot(s) of ${of} were refused because of their prices`,
  },
  {
    ...{ alert: 'FeedAbsent', metric: 'almanac_slots_without_source', label: 'symbol', limit: 0 },
    severity: 'page',
    help: 'Newest planned slots in a row for which no source answered.',
    readings: ofRecord((record) => inARow(record, 'source.')),
    says: ({ of, value }) => `no source answered for the last ${value} slot(s) of ${of}`,
  },
  {
    ...{ alert: 'LedgerSilent', metric: 'almanac_ledger_age_seconds', label: null, limit: ENTRY_WITHIN_S },
    severity: 'page',
    help: 'Since the newest entry of the ledger, or since the calendar began.',
    readings: ofRecord(({ newestEntryAt, plannedSince }, at) =>
      plannedSince === null || plannedSince > at
        ? []
        : [{ of: '', value: seconds(at - Math.max(newestEntryAt ?? 0, plannedSince)) }],
    ),
    says: ({ value }) => `the newest entry of the ledger was written ${ago(value)}`,
  },
  {
    ...{ alert: 'PublicationUnknown', metric: 'almanac_publications_unknown', label: 'publisher', limit: 0 },
    severity: 'page',
    help: 'Posts that were asked for and of which nobody knows whether they are there.',
    readings: ofRecord((record) =>
      record.publishers.map(({ publisher, unknown }) => ({ of: publisher, value: unknown })),
    ),
    says: ({ of, value }) => `${value} post(s) to ${of} may or may not be there; somebody must look`,
  },
  {
    ...{ alert: 'PublicationWaiting', metric: 'almanac_publication_waiting_seconds', label: 'publisher' },
    severity: 'page',
    limit: TOLD_WITHIN_S,
    help: 'For how long the oldest release waits that a publisher was not told of; else 0.',
    readings: ofRecord((record, at) =>
      record.publishers.map(({ publisher, waitingSince }) => ({
        of: publisher,
        value: waitingSince === null ? 0 : seconds(at - waitingSince),
      })),
    ),
    says: ({ of, value }) => `${of} was not told of a release that was committed ${ago(value)}`,
  },
  {
    ...{ alert: 'OutcomesOverdue', metric: 'almanac_outcomes_overdue', label: null, limit: 0 },
    severity: 'ticket',
    help: 'Releases with a horizon that should have been settled a day ago.',
    readings: ofRecord((record) => [{ of: '', value: record.outcomesOverdue }]),
    says: ({ value }) => `${value} release(s) are not scored a day after they could be`,
  },
  {
    ...{ alert: 'CoverageBroken', metric: 'almanac_coverage_evidence', label: 'horizon', limit: EVIDENCE_LIMIT },
    severity: 'ticket',
    help: 'Evidence that 80 % ranges do not hold in 80 of 100 cases, of the symbol with the most; 1: none.',
    readings: ofRecord((record, at) => worstCoverage(record, at)),
    says: ({ of }) => `80 % ranges of ${of} do not hold in 80 of 100 cases`,
  },
  {
    ...{ alert: 'AccountHalted', metric: 'almanac_accounts_halted', label: null, limit: 0 },
    severity: 'page',
    help: 'Accounts that may not trade.',
    readings: ofRecord((record) => [{ of: '', value: record.accounts.filter(({ isHalted }) => isHalted).length }]),
    says: ({ value }) => `${value} account(s) are halted`,
  },
  {
    ...{ alert: 'OrderUnknown', metric: 'almanac_orders_unknown', label: null, limit: 0 },
    severity: 'page',
    help: 'Orders of which nobody knows what the venue made of them.',
    readings: ofRecord((record) => [{ of: '', value: sum(record.accounts.map(({ ordersUnknown }) => ordersUnknown)) }]),
    says: ({ value }) => `nobody knows what became of ${value} order(s)`,
  },
  {
    ...{ alert: 'AccountAlarmed', metric: 'almanac_alarms_open', label: 'about', limit: 0 },
    severity: 'page',
    help: 'Open alarms of accounts: a position without its stop, a stop or an exit that the venue refuses.',
    readings: ofRecord(({ accounts }) => {
      const open = accounts.flatMap(({ alarms }) => alarms);
      return POSITION_ALARMS.map((of) => ({ of, value: open.filter((about) => about === of).length }));
    }),
    says: ({ of, value }) => `${value} account alarm(s) "${of}": a position is not protected or cannot be closed`,
  },
  {
    ...{ alert: 'EngineAbsent', metric: 'almanac_engine_absent', label: null, limit: 0 },
    severity: 'page',
    help: '1 where the workflow engine does not answer.',
    readings: ({ engine }) => (engine ? [{ of: '', value: engine.answers ? 0 : 1 }] : []),
    says: () => 'the workflow engine does not answer',
  },
  {
    ...{ alert: 'WorkerAbsent', metric: 'almanac_worker_silent_seconds', label: 'queue', limit: POLLED_WITHIN_S },
    severity: 'page',
    help: 'Since a worker last asked a queue for work.',
    readings: ({ at, engine }) => silence(engine, at),
    says: ({ of, value }) => `the queue "${of}" was last asked for work ${ago(value)}`,
  },
  {
    ...{ alert: 'DiskFilling', metric: 'almanac_disk_used_ratio', label: null, limit: 0.9 },
    severity: 'ticket',
    help: 'Share of the disk under DATA_DIR that is used.',
    readings: ({ diskUsed }) => (diskUsed === null ? [] : [{ of: '', value: diskUsed }]),
    says: ({ value }) => `${Math.round(value * 100)} % of the disk are used`,
  },
  {
    ...{ alert: 'ClockOff', metric: 'almanac_clock_offset_seconds', label: null, limit: 2 },
    severity: 'page',
    help: 'Between the clock of this machine and that of the database.',
    readings: ({ clockOffsetMs }) =>
      clockOffsetMs === null ? [] : [{ of: '', value: Math.abs(clockOffsetMs) / 1000 }],
    says: ({ value }) => `the clocks of this machine and of the database are ${value.toFixed(1)} s apart`,
  },
];

export interface Finding {
  readonly alert: string;
  readonly of: string;
  readonly severity: Signal['severity'];
  readonly text: string;
}

/** Everything that is one too many. @example findings(vitals).map(({ alert }) => alert) // ['SlotMissed'] */
export function findings(vitals: Vitals): Finding[] {
  return SIGNALS.flatMap(({ alert, limit, severity, readings, says }) =>
    readings(vitals)
      .filter(({ value }) => value > limit)
      .map((reading) => ({ alert, of: reading.of, severity, text: says(reading) })),
  );
}

function newestSlots({ slots }: RecordVitals): DueSlot[] {
  return [...new Map(slots.map((slot) => [slot.symbol, slot])).values()];
}

function inARow({ slots }: RecordVitals, prefix: string): Reading[] {
  const bySymbol = Map.groupBy(slots, ({ symbol }) => symbol);
  return [...bySymbol].map(([symbol, own]) => {
    const other = own.findLastIndex(({ code }) => !code?.startsWith(prefix));
    return { of: symbol, value: own.length - 1 - other };
  });
}

function worstCoverage({ coverage }: RecordVitals, at: EpochMs): Reading[] {
  const byHorizon = Map.groupBy(coverage, ({ horizonHours }) => `${horizonHours}h`);
  return [...byHorizon].map(([of, own]) => ({ of, value: Math.max(...own.map(({ watch }) => evidenceAt(watch, at))) }));
}

function evidenceAt({ evidence, alarms }: CoverageWatch, at: EpochMs): number {
  return alarms.some(({ firedAt }) => firedAt > at - ALARM_IS_NEWS_MS) ? EVIDENCE_LIMIT + 1 : evidence;
}

function silence(engine: EngineVitals | null, at: EpochMs): Reading[] {
  if (!engine?.answers) return [];
  return engine.queues.map(({ queue, polledAt }) => ({
    of: queue,
    value: polledAt === null ? NEVER_S : Math.max(0, seconds(at - polledAt)),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function seconds(ms: number): number {
  return ms / 1000;
}

function ago(s: number): string {
  return s < 7_200 ? `${Math.round(s / 60)} min ago` : `${Math.round(s / 3_600)} h ago`;
}
