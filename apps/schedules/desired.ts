/** The schedules as they should be: per slot, per symbol for the week's learning, one for the outbox; declared here and nowhere else. */
import type { ScheduleHold, SlotRequest } from '../../activities/ports.ts';
import type { RetrainTicket } from '../../activities/contract.ts';
import { CATCH_UP_MS } from '../../activities/plan.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { slotName } from '../../domain/market/slots.ts';
import {
  CANDIDATES_WORKFLOW,
  FORECAST_QUEUE,
  PUBLISH_WORKFLOW,
  RETRAIN_WORKFLOW,
  SLOT_WORKFLOW,
  SWEEP_WORKFLOW,
  type SweepTicket,
} from '../../workflows/messages.ts';
import type { Config } from '../config/config.ts';

export interface DesiredSchedule {
  readonly scheduleId: string;
  readonly zone: string;
  /** `*`: every one. */
  readonly hour: number | '*';
  readonly minute: number | '*';
  readonly workflowType: string;
  readonly taskQueue: string;
  /** Null: every day. */
  readonly dayOfWeek: 'MONDAY' | null;
  /** Null: none. */
  readonly argument: SlotRequest | RetrainTicket | SweepTicket | null;
  readonly overlap: 'SKIP';
  readonly catchUpMs: number;
  readonly paused: boolean;
  readonly pauseOnFailure: false;
  /** What it is for. */
  readonly summary: string;
  /** What stands beside its state: what it is for, or why it is held. */
  readonly note: string;
}

export function argumentsOf({ argument }: DesiredSchedule): unknown[] {
  return argument === null ? [] : [argument];
}

const SLOT_PREFIX = 'slot-';
const RETRAIN_PREFIX = 'retrain-';
const PUBLISH = 'publish';
const SWEEP_PREFIX = 'sweep-';
const CANDIDATES_PREFIX = 'candidates-';

/** What is named so is ours to change and to delete. */
export const SCHEDULE_PREFIXES: readonly string[] = [
  SLOT_PREFIX,
  RETRAIN_PREFIX,
  PUBLISH,
  SWEEP_PREFIX,
  CANDIDATES_PREFIX,
];

/** After a release of Monday 00:00 UTC has had its time; the symbols follow each other by a minute. */
const RETRAIN_MINUTE = 5;
/** After a release on the hour has had its time: whoever waits for its outcome begins to. */
const SWEEP_MINUTE = 20;
/** When nobody waits for a release, and before its first horizon. */
const CANDIDATES_MINUTE = 25;
/** A machine that was off on Monday morning still learns before its next slot. */
const RETRAIN_CATCH_UP_MS = 12 * HOUR_MS;

/** While a person holds them all are paused, also those that are new. */
export function desiredSchedules(
  config: Pick<Config, 'slots' | 'zone' | 'symbols'> & Partial<Pick<Config, 'candidateRecipe'>>,
  source: SlotRequest['source'],
  hold: ScheduleHold | null,
): DesiredSchedule[] {
  const isTrying = (config.candidateRecipe ?? null) !== null;
  const running = [
    ...config.slots.map((slot) => slotSchedule(slot, config, source)),
    ...config.symbols.map((symbol, i) => retrainSchedule(symbol, (RETRAIN_MINUTE + i) % 60, source)),
    publishSchedule,
    sweepSchedule(source),
    ...(isTrying ? [candidatesSchedule(source)] : []),
  ];
  return running.map((schedule) => {
    const note = hold === null ? schedule.summary : `Held: ${hold.why}`;
    return { ...schedule, paused: hold !== null, note };
  });
}

type Running = Omit<DesiredSchedule, 'paused' | 'note'>;
const COMMON = { taskQueue: FORECAST_QUEUE, overlap: 'SKIP', pauseOnFailure: false } as const;

function slotSchedule(
  slot: string,
  { zone, symbols }: Pick<Config, 'zone' | 'symbols'>,
  source: SlotRequest['source'],
): Running {
  const [hour, minute] = slot.split(':').map(Number);
  return {
    ...COMMON,
    scheduleId: `${SLOT_PREFIX}${slotName(slot)}`,
    ...{ zone, hour, minute, dayOfWeek: null },
    workflowType: SLOT_WORKFLOW,
    argument: { slot: slotName(slot), source, symbols },
    catchUpMs: CATCH_UP_MS,
    summary: `Planned release at ${slot} ${zone}`,
  };
}

function sweepSchedule(source: SweepTicket['source']): Running {
  return {
    ...COMMON,
    scheduleId: `${SWEEP_PREFIX}outcomes`,
    ...{ zone: 'UTC', hour: '*', minute: SWEEP_MINUTE, dayOfWeek: null },
    workflowType: SWEEP_WORKFLOW,
    argument: { source },
    catchUpMs: HOUR_MS,
    summary: 'Outcomes that nobody waits for yet',
  };
}

function candidatesSchedule(source: SweepTicket['source']): Running {
  return {
    ...COMMON,
    scheduleId: `${CANDIDATES_PREFIX}beside`,
    ...{ zone: 'UTC', hour: '*', minute: CANDIDATES_MINUTE, dayOfWeek: null },
    workflowType: CANDIDATES_WORKFLOW,
    argument: { source },
    catchUpMs: HOUR_MS,
    summary: 'The recipe that is tried beside releases',
  };
}

function retrainSchedule(symbol: string, minute: number, source: RetrainTicket['source']): Running {
  return {
    ...COMMON,
    scheduleId: `${RETRAIN_PREFIX}${symbol.replace('/', '-')}`,
    ...{ zone: 'UTC', hour: 0, minute, dayOfWeek: 'MONDAY' },
    workflowType: RETRAIN_WORKFLOW,
    argument: { source, symbol },
    catchUpMs: RETRAIN_CATCH_UP_MS,
    summary: `Weekly learning of ${symbol}`,
  };
}

const publishSchedule: Running = {
  ...COMMON,
  scheduleId: PUBLISH,
  ...{ zone: 'UTC', hour: '*', minute: '*', dayOfWeek: null },
  workflowType: PUBLISH_WORKFLOW,
  argument: null,
  catchUpMs: MINUTE_MS,
  summary: 'What publishers were not told yet, every minute',
};
