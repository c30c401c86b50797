/**
 * Where a schedule on the server is not as declared. Every field that the server reports counts: what the declaration
 * does not name must not be there, so that nobody's time limit, delay or weekday stays behind unseen (INCIDENTS T13).
 */
import { isDeepStrictEqual } from 'node:util';
import { type ScheduleDescription, ScheduleOverlapPolicy } from '@temporalio/client';
import { argumentsOf, type DesiredSchedule } from './desired.ts';

export function differingFields(present: ScheduleDescription, desired: DesiredSchedule): string[] {
  const found: Record<string, unknown> = { ...present.spec, ...present.action, ...present.policies, ...present.state };
  const wanted = declaredFields(desired);
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  return names.filter((name) =>
    name in wanted ? !isDeepStrictEqual(bare(found[name]), bare(wanted[name])) : !isNothing(found[name]),
  );
}

/** By the names and in the form in which the server reports them. */
function declaredFields(desired: DesiredSchedule): Record<string, unknown> {
  const at = (value: number | '*', last: number) => (value === '*' ? every(0, last) : every(value, value));
  const every = (start: number | string, end: number | string) => [{ start, end, step: 1 }];
  return {
    timezone: desired.zone,
    calendars: [
      {
        second: at(0, 59),
        minute: at(desired.minute, 59),
        hour: at(desired.hour, 23),
        dayOfMonth: every(1, 31),
        month: every('JANUARY', 'DECEMBER'),
        dayOfWeek: desired.dayOfWeek ? every(desired.dayOfWeek, desired.dayOfWeek) : every('SUNDAY', 'SATURDAY'),
      },
    ],
    type: 'startWorkflow',
    workflowType: desired.workflowType,
    workflowId: desired.scheduleId,
    taskQueue: desired.taskQueue,
    args: argumentsOf(desired),
    staticSummary: desired.summary,
    overlap: ScheduleOverlapPolicy.SKIP,
    catchupWindow: desired.catchUpMs,
    pauseOnFailure: desired.pauseOnFailure,
    paused: desired.paused,
    note: desired.note,
  };
}

/** Without what is empty, however deep. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const filled = Object.entries(value).filter(([, inner]) => !isNothing(inner));
  return Object.fromEntries(filled.map(([name, inner]) => [name, bare(inner)]));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object' || value instanceof Date) return false;
  return Object.values(value).every((inner) => inner === 0 || isNothing(inner));
}
