/** Everything that can go wrong around the account's workflow, its activities and its executors (INCIDENTS §3, level 2). */
import { Chances } from '../chances.ts';

/** The greatest chance that a seed may give to each. */
const MOST = {
  // an activity, as the engine sees it
  'activity-fails-before': 0.1,
  'activity-fails-after': 0.1,
  'activity-answer-lost': 0.05,
  // the executor's process
  'worker-killed': 0.004,
  'worker-killed-in-task': 0.03,
  'workflow-evicted': 0.2,
  // the database
  'database-fails': 0.03,
  'database-answer-lost': 0.03,
  // a request to the venue
  'request-lost': 0.2,
  'answer-lost': 0.3,
  'answer-late': 0.1,
  'rate-limited': 0.2,
  'read-fails': 0.3,
  // the venue
  'partial-fill': 0.8,
  'stop-refused': 0.2,
  'listing-truncated': 0.5,
  'history-lags': 0.5,
  'pull-torn': 0.5,
  // people and releases
  'advice-untold': 0.5,
  'advice-twice': 0.5,
  'advice-late': 0.4,
  'advice-tampered': 0.2,
  'person-reconciles': 0.05,
  'person-lifts-halts': 0.05,
  // at most one each in a run: the chance that it comes
  'engine-away': 0.6,
  'database-away': 0.6,
  'venue-away': 0.6,
  'feed-stalls': 0.5,
  'brake-pulled': 0.5,
  'person-halts': 0.5,
  'second-worker': 0.7,
  'manual-order': 0.1,
} as const;

export type FlowFaultName = keyof typeof MOST;
export const FLOW_FAULTS = Object.keys(MOST) as readonly FlowFaultName[];

export class FlowFaults extends Chances<FlowFaultName> {
  constructor(seed: number, without: readonly FlowFaultName[]) {
    super(seed, MOST, without);
  }
}
