import { aliveOf, anyUncertain, closable } from '../standing.ts';
import { cancels, type Policy } from './policy.ts';

/** An entry ends by itself, by time or by a trading state that allows none; what it bought is then the position. */
export const followEntry: Policy = (state, { now, trading }) => {
  if (state.trade?.phase !== 'entering') return [];
  const alive = aliveOf(state, 'entry');
  if (alive.length > 0) {
    const late = alive.filter(({ sentAt }) => sentAt !== null && now - sentAt > state.settings.entryTimeoutMs);
    return cancels(trading === 'normal' ? late : alive, state, now);
  }
  if (anyUncertain(state, 'entry')) return [];
  return closable(state).isZero() ? [{ type: 'close-begun', reason: 'not-filled' }] : [{ type: 'position-opened' }];
};
