/** The week's learning of one symbol, so that the first release of the week finds it done. */
import { proxyActivities } from '@temporalio/workflow';
import type { RetrainActivities, RetrainTicket } from '../activities/contract.ts';
import { EFFECTS } from './effects.ts';
import type { RetrainOutcome } from './messages.ts';
import { nominalStart } from './nominal-start.ts';

/** Releases learn for themselves what is not there: after an hour it is no longer worth asking. */
const PATIENCE = '1 hour';

const { retrain: learnAnew } = proxyActivities<RetrainActivities>({
  ...EFFECTS.compute,
  scheduleToCloseTimeout: PATIENCE,
});

export async function retrain(ticket: RetrainTicket): Promise<RetrainOutcome> {
  return await learnAnew.executeWithOptions({ summary: `Learn the week of ${ticket.symbol} anew` }, [
    ticket,
    nominalStart().getTime(),
  ]);
}
