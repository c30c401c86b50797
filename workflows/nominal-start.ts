import { workflowInfo } from '@temporalio/workflow';

/** The instant the schedule meant, not the moment the worker got to it. */
export function nominalStart(): Date {
  const { searchAttributes, startTime } = workflowInfo();
  const nominal = searchAttributes.TemporalScheduledStartTime?.[0];
  return nominal instanceof Date ? nominal : startTime;
}
