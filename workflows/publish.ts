/** Tells publishers what they were not told yet. The row of each publication sees to it that nothing is told twice. */
import { proxyActivities } from '@temporalio/workflow';
import type { PublishActivities } from '../activities/contract.ts';
import { EFFECTS } from './effects.ts';

/** The next sweep comes in a minute; one that cannot reach its stores need not wait for ever. */
const PATIENCE = '10 minutes';

const { publishDue } = proxyActivities<PublishActivities>({ ...EFFECTS.read, scheduleToCloseTimeout: PATIENCE });

export async function publish(): Promise<string> {
  return await publishDue.executeWithOptions({ summary: 'Tell publishers what is due' }, []);
}
