/** Planned releases, held and let go: the schedules themselves say whether they are. */
import { AlmanacError } from '../../../domain/errors.ts';
import type { Surroundings } from '../surroundings.ts';

export interface ScheduleState {
  readonly scheduleId: string;
  readonly isPaused: boolean;
  /** ISO 8601, UTC; null while it is paused. */
  readonly nextAt: string | null;
}

export async function scheduleStates({ engine, schedules }: Surroundings): Promise<ScheduleState[]> {
  return await asked(
    async () =>
      await Promise.all(
        schedules.map(async ({ scheduleId }) => {
          const { state, info } = await engine.client.schedule.getHandle(scheduleId).describe();
          const next = state.paused ? undefined : info.nextActionTimes[0];
          return { scheduleId, isPaused: state.paused, nextAt: next?.toISOString() ?? null };
        }),
      ),
  );
}

export async function pauseSchedules({ engine, schedules }: Surroundings, why: string): Promise<void> {
  await asked(async () => {
    for (const { scheduleId } of schedules) await engine.client.schedule.getHandle(scheduleId).pause(why);
  });
}

/** The note goes back to what is declared, so that the next start finds nothing to correct. */
export async function resumeSchedules({ engine, schedules }: Surroundings): Promise<void> {
  await asked(async () => {
    for (const { scheduleId, note } of schedules) await engine.client.schedule.getHandle(scheduleId).unpause(note);
  });
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AlmanacError(
      'engine.unreachable',
      'The workflow engine did not answer for every schedule.',
      {},
      { cause },
    );
  }
}
