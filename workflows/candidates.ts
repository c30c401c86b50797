/** A recipe that is tried beside releases: what it says of those that are open, then what it was worth. Touches no release. */
import { ActivityFailure, proxyActivities } from '@temporalio/workflow';
import type { CandidateActivities } from '../activities/contract.ts';
import { EFFECTS } from './effects.ts';
import type { CandidatesReport, SweepTicket } from './messages.ts';

/** The next pass comes in an hour. */
const PATIENCE = '50 minutes';

const { dueForCandidates, judgeCandidates } = proxyActivities<CandidateActivities>({
  ...EFFECTS.read,
  scheduleToCloseTimeout: PATIENCE,
});
const { issueCandidate } = proxyActivities<CandidateActivities>({
  ...EFFECTS.compute,
  scheduleToCloseTimeout: PATIENCE,
});

export async function candidates({ source }: SweepTicket): Promise<CandidatesReport> {
  const due = await dueForCandidates.executeWithOptions({ summary: 'Find releases to stand beside' }, [source]);
  const issued: string[] = [];
  for (const releaseId of due) issued.push(...(await issue(releaseId)));
  const judged = await judgeCandidates.executeWithOptions({ summary: 'Score beside what was published, and judge' }, [
    source,
  ]);
  return { issued, judged };
}

/** One that fails stands in nobody's way and is asked again by the next pass. */
async function issue(releaseId: string): Promise<string[]> {
  try {
    const summary = `Forecast beside ${releaseId}`;
    return [`${releaseId}: ${await issueCandidate.executeWithOptions({ summary }, [releaseId])}`];
  } catch (failure) {
    if (failure instanceof ActivityFailure) return [];
    throw failure;
  }
}
