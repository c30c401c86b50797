/** Makes the server's schedules equal to the declared ones, field by field; what is no longer declared is deleted. */
import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  type ScheduleHandle,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { argumentsOf, type DesiredSchedule, SCHEDULE_PREFIXES } from './desired.ts';
import { differingFields } from './differences.ts';

export interface Reconciled {
  readonly scheduleId: string;
  readonly change: 'created' | 'updated' | 'deleted' | 'none';
  /** Which fields differed. */
  readonly fields: readonly string[];
}

export async function reconcileSchedules(client: Client, desired: readonly DesiredSchedule[]): Promise<Reconciled[]> {
  const changes: Reconciled[] = [];
  for (const schedule of desired) changes.push(await reconcile(client, schedule));
  const wanted = new Set(desired.map(({ scheduleId }) => scheduleId));
  for await (const { scheduleId } of client.schedule.list()) {
    if (!SCHEDULE_PREFIXES.some((prefix) => scheduleId.startsWith(prefix)) || wanted.has(scheduleId)) continue;
    await client.schedule.getHandle(scheduleId).delete();
    changes.push({ scheduleId, change: 'deleted', fields: [] });
  }
  return changes;
}

async function reconcile(client: Client, desired: DesiredSchedule): Promise<Reconciled> {
  const { scheduleId } = desired;
  const handle = client.schedule.getHandle(scheduleId);
  const present = await describe(handle);
  if (!present) {
    await create(client, desired);
    return { scheduleId, change: 'created', fields: [] };
  }
  const fields = differingFields(present, desired);
  if (fields.length === 0) return { scheduleId, change: 'none', fields };
  await handle.update(() => optionsOf(desired));
  return { scheduleId, change: 'updated', fields };
}

async function create(client: Client, desired: DesiredSchedule): Promise<void> {
  try {
    await client.schedule.create({ scheduleId: desired.scheduleId, ...optionsOf(desired) });
  } catch (failure) {
    if (!(failure instanceof ScheduleAlreadyRunning)) throw failure;
    await client.schedule.getHandle(desired.scheduleId).update(() => optionsOf(desired));
  }
}

async function describe(handle: ScheduleHandle): Promise<ScheduleDescription | null> {
  try {
    return await handle.describe();
  } catch (failure) {
    if (failure instanceof ScheduleNotFoundError) return null;
    throw failure;
  }
}

function optionsOf(
  desired: DesiredSchedule,
): Omit<ScheduleOptions, 'scheduleId'> & { state: { paused: boolean; note: string } } {
  return {
    spec: {
      timezone: desired.zone,
      calendars: [
        {
          ...{ hour: desired.hour, minute: desired.minute, second: 0 },
          ...(desired.dayOfWeek && { dayOfWeek: desired.dayOfWeek }),
        },
      ],
    },
    action: {
      type: 'startWorkflow',
      workflowType: desired.workflowType,
      workflowId: desired.scheduleId,
      taskQueue: desired.taskQueue,
      args: argumentsOf(desired),
      staticSummary: desired.summary,
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      catchupWindow: desired.catchUpMs,
      pauseOnFailure: desired.pauseOnFailure,
    },
    state: { paused: desired.paused, note: desired.note },
  };
}
