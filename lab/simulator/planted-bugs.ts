/**
 * Mistakes that executors are known to have made (INCIDENTS 5.2), each put into the sound one, to show that the
 * campaign would have found them.
 */
import { ZERO } from '../../domain/accounting/money.ts';
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import { evolve } from '../../domain/execution/account/evolve.ts';
import type { Handled } from '../../domain/execution/account/handle.ts';
import type { Heard, Moment, OrderFill } from '../../domain/execution/account/heard.ts';
import type { Order, OrderIntent } from '../../domain/execution/account/order.ts';
import type { AccountState } from '../../domain/execution/account/state.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { OrderState } from '../../domain/execution/orders/life-cycle.ts';
import { type Executor, SOUND } from './executor.ts';

const handled = SOUND.handle;

/** Hears something else than what was said. */
const mishearing = (change: (heard: Heard, now: EpochMs) => Heard): Executor => ({
  ...SOUND,
  handle: (state, heard, moment) => handled(state, change(heard, moment.now), moment),
});

/** Takes an order for something else than it is. */
const misjudging = (change: (order: Order, heard: Heard) => OrderState): Executor => ({
  ...SOUND,
  handle(state, heard, moment) {
    const { state: after, events } = handled(state, heard, moment);
    const orders = Object.fromEntries(
      Object.entries(after.orders).map(([id, order]) => [id, { ...order, state: change(order, heard) }]),
    );
    return { state: { ...after, orders }, events };
  },
});

/** Sends one order more after some event. */
const oneMore = (intentAfter: (event: AccountEvent, state: AccountState) => OrderIntent | null): Executor => ({
  ...SOUND,
  handle(state, heard, moment) {
    const sound = handled(state, heard, moment);
    const wrong = sound.events.flatMap((event) => intentAfter(event, sound.state) ?? []);
    return wrong.reduce((after, intent) => withOrder(after, intent, moment), sound);
  },
});

function withOrder({ state, events }: Handled, intent: OrderIntent, { now, market }: Moment): Handled {
  const { clientOrderId } = intent;
  if (clientOrderId in state.orders) return { state, events };
  const sent: readonly AccountEvent[] = [
    { type: 'order-recorded', intent },
    { type: 'order-sent', clientOrderId, time: now, mark: market?.bid ?? ZERO },
  ];
  return { state: sent.reduce(evolve, state), events: [...events, ...sent] };
}

function again(order: OrderIntent): OrderIntent {
  return { ...order, clientOrderId: `again${order.clientOrderId.slice(5)}`, attempt: order.attempt + 1 };
}

const unnamed = (told: OrderFill, now: EpochMs): OrderFill => ({
  ...told,
  fill: { ...told.fill, tradeId: `${told.fill.tradeId}-${now}` },
});
const free = (told: OrderFill): OrderFill => ({
  ...told,
  fill: { ...told.fill, fee: { ...told.fill.fee, amount: ZERO } },
});

const everyFill =
  (change: (told: OrderFill, now: EpochMs) => OrderFill) =>
  (heard: Heard, now: EpochMs): Heard => {
    if (heard.kind === 'fill') return { kind: 'fill', ...change(heard, now) };
    if (heard.kind !== 'pulled') return heard;
    const fills = heard.pulled.fills.map((told) => change(told, now));
    return { ...heard, pulled: { ...heard.pulled, fills } };
  };

/** Every cancel that is under way is forgotten. */
function forgetful({ orders }: AccountState): AccountState['orders'] {
  return Object.fromEntries(Object.entries(orders).map(([id, order]) => [id, { ...order, cancelSentAt: null }]));
}

export const PLANTED_BUGS: Readonly<Record<string, Executor>> = {
  'resend on timeout': oneMore((event, { orders }) => {
    if (event.type !== 'order-heard' || event.news !== 'silence') return null;
    const order = orders[event.clientOrderId];
    return order.leg === 'entry' ? again(order) : null;
  }),
  'stop after close': oneMore((event, { orders, trade }) => {
    if (event.type !== 'close-begun' || trade === null) return null;
    const stop = Object.values(orders).findLast(
      ({ leg, planId }) => leg === 'protection' && planId === trade.plan.planId,
    );
    return stop === undefined ? null : again(stop);
  }),
  'double exit': oneMore((event, { orders }) => {
    if (event.type !== 'order-sent') return null;
    const order = orders[event.clientOrderId];
    return order.leg === 'exit' ? again(order) : null;
  }),
  'fee ignored': mishearing(everyFill(free)),
  'token ignored': { ...SOUND, ignoresToken: true },
  'unknown treated as failed': misjudging(({ state }) => (state === 'unknown' ? 'refused' : state)),
  'not-found on network error': mishearing((heard) =>
    heard.kind === 'answer' && heard.answer === 'no-answer' ? { ...heard, answer: 'not-found' } : heard,
  ),
  'duplicate fill counted': mishearing(everyFill(unnamed)),
  'final order revived': misjudging(({ state, clientOrderId }, heard) => {
    const late = heard.kind === 'report' && heard.news === 'acknowledge' && heard.clientOrderId === clientOrderId;
    return late && (state === 'cancelled' || state === 'filled') ? 'working' : state;
  }),
  'cancel repeated at once': {
    ...SOUND,
    handle: (state, heard, moment) => handled({ ...state, orders: forgetful(state) }, heard, moment),
  },
  'halt ignored': { ...SOUND, rowRead: () => 'normal' },
};
