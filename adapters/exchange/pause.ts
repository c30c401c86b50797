import { setTimeout } from 'node:timers/promises';

/** Waits, or throws the signal's reason when it aborts. */
export async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(Math.max(0, waitMs), undefined, { signal });
  } catch (cause) {
    throw signal.aborted ? signal.reason : cause;
  }
}
