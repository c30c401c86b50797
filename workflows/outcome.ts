/** What becomes of one release: each horizon is settled when its last bar has closed; a day later the bars are read once more. */
import { ActivityFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { DueHorizon, OutcomeActivities, OutcomePlan, Settled } from '../activities/contract.ts';
import { EFFECTS } from './effects.ts';
import type { OutcomeReport, OutcomeTicket } from './messages.ts';

const { planOutcome, settleHorizon } = proxyActivities<OutcomeActivities>(EFFECTS.read);
/** A venue that does not answer for a day is not waited for: scores do not hang on it. */
const { lookAgain } = proxyActivities<OutcomeActivities>({ ...EFFECTS.read, scheduleToCloseTimeout: '1 day' });

/** Between two questions about a bar that does not come. */
const LONGEST_WAIT_MS = 6 * 3_600_000;

export async function outcome({ releaseId }: OutcomeTicket): Promise<OutcomeReport> {
  const plan = await planOutcome.executeWithOptions({ summary: 'See what is to be settled when' }, [releaseId]);
  const settled = await Promise.all(plan.horizons.map((due) => settle(releaseId, due, plan)));
  return { settled, revised: await revisions(releaseId, plan) };
}

async function settle(releaseId: string, due: DueHorizon, { askAgainMs }: OutcomePlan) {
  await until(due.at);
  for (let waitMs = askAgainMs; ; waitMs = waitMs && Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const { state } = await settleOnce(releaseId, due);
    if (state !== 'waiting' || waitMs === null) return { horizonHours: due.horizonHours, state };
    await sleep(waitMs);
  }
}

async function settleOnce(releaseId: string, due: DueHorizon): Promise<Settled> {
  const summary = `Score the forecast of ${due.horizonHours} h`;
  return await settleHorizon.executeWithOptions({ summary }, [releaseId, { horizonHours: due.horizonHours }]);
}

async function revisions(releaseId: string, { lookAgainAt }: OutcomePlan): Promise<string[]> {
  if (lookAgainAt === null) return [];
  await until(lookAgainAt);
  try {
    return await lookAgain.executeWithOptions({ summary: 'Look for revised bars' }, [releaseId]);
  } catch (failure) {
    if (failure instanceof ActivityFailure) return [];
    throw failure;
  }
}

async function until(moment: number): Promise<void> {
  const leftMs = moment - Date.now();
  if (leftMs > 0) await sleep(leftMs);
}
