/** Everything that can go wrong around the executor's core (INCIDENTS §3). */
import { Chances } from './chances.ts';

/** The greatest chance that a seed may give to each. */
const MOST = {
  // a request
  'request-lost': 0.2,
  'answer-lost': 0.3,
  'answer-late': 0.3,
  'answer-twice': 0.3,
  'rate-limited': 0.2,
  'server-error': 0.3,
  'wrong-clock': 0.1,
  'read-fails': 0.4,
  // the venue
  'partial-fill': 0.8,
  'stop-refused': 0.2,
  'message-lost': 0.4,
  'message-late': 0.4,
  'message-twice': 0.4,
  'listing-truncated': 0.5,
  'history-lags': 0.5,
  // the process
  'crash-before-commit': 0.02,
  'crash-after-commit': 0.02,
  'commit-unheard': 0.02,
  'row-unreadable': 0.05,
  // people
  'plan-twice': 0.5,
  'plan-late': 0.3,
  'plan-taken-back': 0.3,
  // at most one each in a run: the chance that it comes
  outage: 0.7,
  'symbol-halted': 0.5,
  'feed-stalls': 0.5,
  'quote-frozen': 0.5,
  'second-worker': 0.6,
  'person-halts': 0.6,
  'manual-order': 0.15,
} as const;

export type FaultName = keyof typeof MOST;
export const FAULTS = Object.keys(MOST) as readonly FaultName[];

export class Faults extends Chances<FaultName> {
  constructor(seed: number, without: readonly FaultName[]) {
    super(seed, MOST, without);
  }
}
