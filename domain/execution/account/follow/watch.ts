/** What a person must hear of, and what follows when nobody does anything about it. */
import { ZERO } from '../../../accounting/money.ts';
import type { EpochMs } from '../../../market/candles.ts';
import type { AccountEvent } from '../events.ts';
import { ordersOf, uncovered } from '../standing.ts';
import type { AccountState, Alarm } from '../state.ts';
import type { Policy } from './policy.ts';

/** A request that nobody answered has become silence. */
export const hearSilence: Policy = (state, { now }) =>
  ordersOf(state)
    .filter((order) => order.state === 'sent' && now - (order.sentAt ?? now) >= state.settings.answerMs)
    .map(({ clientOrderId }) => ({ type: 'order-heard', clientOrderId, news: 'silence', executed: ZERO, time: now }));

/** Alarms are raised as soon as there is cause for them and ended as soon as there is none. */
export const watch: Policy = (state, { now }) => {
  const causes = causesOf(state, now);
  const same = (a: Pick<Alarm, 'about' | 'subject'>, b: Pick<Alarm, 'about' | 'subject'>) =>
    a.about === b.about && a.subject === b.subject;
  const raised = causes.filter((cause) => !state.alarms.some((alarm) => same(alarm, cause)));
  const ended = state.alarms.filter((alarm) => !causes.some((cause) => same(alarm, cause)));
  return [
    ...raised.map((cause): AccountEvent => ({ type: 'alarm-raised', alarm: { ...cause, since: now } })),
    ...ended.map(({ about, subject }): AccountEvent => ({ type: 'alarm-ended', about, subject })),
  ];
};

/** A position that stays unprotected for longer than the grace period is closed. */
export const closeUnprotected: Policy = (state, { now, trading }) => {
  const { trade, alarms, settings } = state;
  if (trade === null || trade.phase === 'closing' || trading === 'halt') return [];
  const late = alarms.some(({ about, since }) => about === 'unprotected' && now - since > settings.graceMs);
  return late ? [{ type: 'close-begun', reason: 'unprotected' }] : [];
};

function causesOf(state: AccountState, now: EpochMs): Pick<Alarm, 'about' | 'subject'>[] {
  const { trade, settings } = state;
  const refused = (leg: string, about: Alarm['about']) =>
    ordersOf(state)
      .filter((order) => order.planId === trade?.plan.planId && order.leg === leg && order.state === 'refused')
      .map(({ clientOrderId }) => ({ about, subject: clientOrderId }));
  const unknown = ordersOf(state).filter(
    ({ settlement }) => settlement !== null && now - settlement.since >= settings.unknownAlarmMs,
  );
  return [
    ...(uncovered(state).isZero() ? [] : [{ about: 'unprotected', subject: settings.symbol } as const]),
    ...unknown.map(({ clientOrderId }) => ({ about: 'unknown-order', subject: clientOrderId }) as const),
    ...refused('protection', 'stop-refused'),
    ...refused('exit', 'exit-refused'),
  ];
}
