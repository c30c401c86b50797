/** Whether what a release needs is there: storage (health), and somebody who makes releases on schedule (readiness). */
import { ScheduleNotFoundError } from '@temporalio/client';
import { EXECUTION_QUEUE, FORECAST_QUEUE } from '../../workflows/messages.ts';
import { lastPolledAt } from '../watch/engine.ts';
import type { Surroundings } from './surroundings.ts';

export interface Part {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
}

/** Longer than that, it is as good as absent. */
const ANSWERS_WITHIN_MS = 2_000;
/** A poll is open for a minute at most; a worker that has not asked for longer is gone. */
const POLLED_WITHIN_MS = 90_000;

export async function healthOf({ database, objects }: Surroundings): Promise<Part[]> {
  return await Promise.all([
    part('database', async () => {
      await database.check();
      return 'answers';
    }),
    part('object-store', async () => {
      await objects.check();
      return 'answers';
    }),
  ]);
}

export async function readinessOf(surroundings: Surroundings): Promise<Part[]> {
  const { executor } = surroundings.config;
  return await Promise.all([
    part('forecast-worker', () => lastPoll(surroundings, FORECAST_QUEUE)),
    ...(executor.isOn ? [part('execution-worker', () => lastPoll(surroundings, EXECUTION_QUEUE))] : []),
    part('schedules', () => schedulesThere(surroundings)),
  ]);
}

async function lastPoll({ engine, clock }: Surroundings, queue: string): Promise<string> {
  const polledAt = await lastPolledAt(engine, queue);
  if (polledAt === null) throw new Error('nobody polls the queue');
  const agoMs = clock.now() - polledAt;
  if (agoMs > POLLED_WITHIN_MS) throw new Error(`polled last ${Math.round(agoMs / 1000)} s ago`);
  return `polled ${Math.max(0, Math.round(agoMs / 1000))} s ago`;
}

async function schedulesThere({ engine, desired }: Surroundings): Promise<string> {
  const schedules = desired(null);
  const missing: string[] = [];
  const paused: string[] = [];
  for (const { scheduleId } of schedules) {
    try {
      const { state } = await engine.client.schedule.getHandle(scheduleId).describe();
      if (state.paused) paused.push(scheduleId);
    } catch (failure) {
      if (!(failure instanceof ScheduleNotFoundError)) throw failure;
      missing.push(scheduleId);
    }
  }
  if (missing.length > 0) throw new Error(`${missing.join(', ')} missing`);
  return `${schedules.length} there${paused.length > 0 ? `, paused: ${paused.join(', ')}` : ''}`;
}

async function part(name: string, attempt: () => Promise<string>): Promise<Part> {
  try {
    return { name, ok: true, found: await within(attempt()) };
  } catch (failure) {
    return { name, ok: false, found: (failure as Error).message };
  }
}

async function within<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const overdue = setTimeout(
    () => reject(new Error(`no answer within ${ANSWERS_WITHIN_MS / 1000} s`)),
    ANSWERS_WITHIN_MS,
  );
  return await Promise.race([work, promise]).finally(() => clearTimeout(overdue));
}
