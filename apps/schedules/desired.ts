/** The schedules as they should be: one per slot, declared here and nowhere else. */
import type { SlotRequest } from '../../activities/ports.ts';
import { CATCH_UP_MS } from '../../activities/plan.ts';
import { slotName } from '../../domain/market/slots.ts';
import { FORECAST_QUEUE, SLOT_WORKFLOW } from '../../workflows/messages.ts';
import type { Config } from '../config/config.ts';

export interface DesiredSchedule {
  readonly scheduleId: string;
  readonly zone: string;
  readonly hour: number;
  readonly minute: number;
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly argument: SlotRequest;
  readonly overlap: 'SKIP';
  readonly catchUpMs: number;
  readonly paused: false;
  readonly pauseOnFailure: false;
  readonly note: string;
}

export const SCHEDULE_PREFIX = 'slot-';

export function desiredSchedules(
  config: Pick<Config, 'slots' | 'zone' | 'symbols'>,
  source: SlotRequest['source'],
): DesiredSchedule[] {
  return config.slots.map((slot) => {
    const [hour, minute] = slot.split(':').map(Number);
    return {
      scheduleId: `${SCHEDULE_PREFIX}${slotName(slot)}`,
      zone: config.zone,
      hour,
      minute,
      workflowType: SLOT_WORKFLOW,
      taskQueue: FORECAST_QUEUE,
      argument: { slot: slotName(slot), source, symbols: config.symbols },
      overlap: 'SKIP',
      catchUpMs: CATCH_UP_MS,
      paused: false,
      pauseOnFailure: false,
      note: `Planned release at ${slot} ${config.zone}`,
    };
  });
}
