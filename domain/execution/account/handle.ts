/** The executor's one door: something is heard, events come out, and the invariants are checked after every one of them. */
import { decide } from './decide.ts';
import type { AccountEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { followClose } from './follow/close.ts';
import { followEntry } from './follow/entry.ts';
import { followExits } from './follow/exits.ts';
import type { Policy } from './follow/policy.ts';
import { protect } from './follow/protect.ts';
import { followRung } from './follow/rung.ts';
import { closeUnprotected, hearSilence, watch } from './follow/watch.ts';
import type { Heard, Moment } from './heard.ts';
import { brokenBy, isProtectedOrTold } from './invariants.ts';
import { tradingState } from './standing.ts';
import type { AccountState } from './state.ts';

const POLICIES: readonly Policy[] = [
  hearSilence,
  followEntry,
  followExits,
  followRung,
  followClose,
  protect,
  closeUnprotected,
  watch,
];
/** More steps than any situation needs: what does not come to rest is a fault of ours. */
const MOST_STEPS = 50;

export interface Handled {
  readonly state: AccountState;
  /** To be committed before any request of theirs is made. */
  readonly events: readonly AccountEvent[];
}

/**
 * Pure. Whoever calls it commits the events under the worker's token, then makes the requests of `order-sent` and
 * `cancel-sent`; if the commit fails, nothing has happened.
 *
 * @example handle(state, { kind: 'fill', clientOrderId, fill }, { now, row: 'normal', market }).events
 */
export function handle(before: AccountState, heard: Heard, moment: Moment): Handled {
  const events: AccountEvent[] = [];
  let state = before;
  const enter = (event: AccountEvent) => {
    state = evolve(state, event);
    events.push(event);
  };
  const halt = (why: string | null) => {
    if (why === null || state.halts.some((known) => known.cause === 'invariant' && known.why === why)) return;
    enter({ type: 'halted', halt: { cause: 'invariant', why } });
  };
  for (const event of decide(before, heard, moment)) {
    enter(event);
    halt(brokenBy(state));
  }
  for (let step = 0; ; step++) {
    const next = nextEvents(state, moment);
    if (next.length === 0) break;
    if (step === MOST_STEPS) {
      halt('decisions do not come to rest');
      break;
    }
    for (const event of next) {
      enter(event);
      halt(brokenBy(state));
    }
  }
  halt(isProtectedOrTold(state, tradingState(state, moment.row), moment.now));
  return { state, events };
}

function nextEvents(state: AccountState, { now, row, market }: Moment): readonly AccountEvent[] {
  const situation = { now, trading: tradingState(state, row), market };
  for (const policy of POLICIES) {
    const events = policy(state, situation);
    if (events.length > 0) return events;
  }
  return [];
}
