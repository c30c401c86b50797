/** Planned releases, held and let go: a row says so from start to start, and the schedules are made like it. */
import { AlmanacError } from '../../../domain/errors.ts';
import type { Surroundings } from '../surroundings.ts';

export interface ScheduleState {
  readonly scheduleId: string;
  readonly isPaused: boolean;
  /** ISO 8601, UTC; null while it is paused. */
  readonly nextAt: string | null;
}

export async function scheduleStates({ engine, desired }: Surroundings): Promise<ScheduleState[]> {
  return await asked(
    async () =>
      await Promise.all(
        desired(null).map(async ({ scheduleId }) => {
          const { state, info } = await engine.client.schedule.getHandle(scheduleId).describe();
          const next = state.paused ? undefined : info.nextActionTimes[0];
          return { scheduleId, isPaused: state.paused, nextAt: next?.toISOString() ?? null };
        }),
      ),
  );
}

/** The row first: where the engine does not answer for all of them, the next start finishes it. */
export async function pauseSchedules(surroundings: Surroundings, why: string): Promise<void> {
  const { engine, clock, stores, desired } = surroundings;
  const hold = { why, since: clock.now() };
  await stores.control.keepHold(hold);
  await asked(async () => {
    for (const { scheduleId, note } of desired(hold)) await engine.client.schedule.getHandle(scheduleId).pause(note);
  });
}

/** Notes go back to what is declared, so that the next start finds nothing to correct. */
export async function resumeSchedules({ engine, stores, desired }: Surroundings): Promise<void> {
  await stores.control.endHold();
  await asked(async () => {
    for (const { scheduleId, note } of desired(null)) await engine.client.schedule.getHandle(scheduleId).unpause(note);
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
