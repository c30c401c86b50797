/** The venue's port as one process has it: requests that get lost, answers that do, listings that lag behind the books. */
import { ZERO } from '../../../domain/accounting/money.ts';
import type { Pulled } from '../../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import { COMMON_DIALECT } from '../../../domain/execution/orders/client-order-id.ts';
import type { Answer, Question } from '../../../domain/execution/orders/settlement.ts';
import type { Venue, VenueNews } from '../../../activities/ports.ts';
import { ACCOUNT } from '../settings.ts';
import type { Reach } from './reach.ts';
import type { FlowExecutor, FlowSurroundings } from './surroundings.ts';

const SETTLING_MS = 5_000;
/** Less than the settling time: so long its listings may lag. */
const LAG_MS = 4_000;
const RECEIVE_WINDOW_MS = 5_000;

export function flowVenue(world: FlowSurroundings, reach: Reach, executor: FlowExecutor): Venue {
  const { books, faults, queue } = world;
  const lost = () => {
    if (world.venueAway || faults.happens('request-lost')) return 'request';
    return faults.happens('answer-lost') ? 'answer' : null;
  };
  const read = <T>(effect: () => T) =>
    reach.venue(world.venueAway || faults.happens('read-fails') ? 'answer' : null, effect);
  const report = (clientOrderId: string, news: 'silence' | 'refuse' | 'acknowledge'): VenueNews[] => [
    { kind: 'report', why: null, clientOrderId, news, executed: ZERO },
  ];
  const isVisible = (id: string) => {
    const order = books.orders.get(id);
    return order !== undefined && (queue.now - order.acceptedAt > LAG_MS || !faults.happens('history-lags'));
  };
  const found = (question: Question, id: string): Answer => {
    if (!isVisible(id)) return 'not-found';
    const order = books.orders.get(id);
    const isOpen = order?.state === 'open' && !faults.happens('listing-truncated');
    const yes = { 'by-client-id': true, 'open-orders': isOpen, fills: order?.filled.isZero() === false }[question];
    return yes ? 'found' : 'not-found';
  };

  const send = (intent: OrderIntent): Promise<VenueNews[] | null> =>
    reach.venue(lost(), () => {
      const refuses = intent.leg === 'protection' && faults.happens('stop-refused');
      const placed = refuses ? 'refused' : books.place(intent, queue.now);
      return report(intent.clientOrderId, placed === 'refused' ? 'refuse' : 'acknowledge');
    });

  return {
    name: 'simulated',
    steps: ACCOUNT.steps,
    capabilities: {
      ...{ isProven: true, restsStops: true, borrows: true, idDialect: COMMON_DIALECT, settlingMs: SETTLING_MS },
      ...{ receiveWindowMs: RECEIVE_WINDOW_MS, source: 'lab/simulator', checkedOn: '2026-11-21' },
    },
    async place(intent) {
      look(world, executor, intent);
      if (faults.happens('rate-limited')) return (await read(() => report(intent.clientOrderId, 'refuse'))) ?? [];
      const first = await send(intent);
      const news = first === null && world.bugs.resends ? await send(again(intent)) : first;
      return news ?? report(intent.clientOrderId, 'silence');
    },
    async cancel(clientOrderId) {
      const told = await reach.venue(lost(), () => books.cancel(clientOrderId));
      return told === null ? [] : [{ kind: 'report', why: null, ...told }];
    },
    async ask({ clientOrderId, question }) {
      const answer = (await read(() => found(question, clientOrderId))) ?? 'no-answer';
      const told = answer === 'found' ? books.report(clientOrderId) : null;
      return { answer, news: told === null ? [] : [{ kind: 'report', why: null, ...told }] };
    },
    async pull(reportsOf) {
      const whole = await read(() => ({
        reports: reportsOf.flatMap((id) => books.report(id) ?? []),
        positionBase: books.base,
        cashQuote: books.quote,
        ...listings(),
      }));
      if (whole === null || !faults.happens('pull-torn')) return whole;
      const later = await read(listings);
      return later && { ...whole, ...later };
    },
    reading: () => reach.file(() => world.reading()),
    check: () => Promise.resolve({ items: [] }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };

  function listings(): Pick<Pulled, 'fills' | 'openOrders'> {
    const open = books.openOrders();
    return {
      fills: books.fillsUntil(queue.now - (faults.happens('history-lags') ? LAG_MS : 0)),
      openOrders: faults.happens('listing-truncated') ? open.slice(0, 1) : open,
    };
  }
}

/** What no order may be when its request leaves. */
function look(
  { store, requested, releases, violations }: FlowSurroundings,
  executor: FlowExecutor,
  intent: OrderIntent,
): void {
  const { clientOrderId, leg, planId } = intent;
  if (requested.has(clientOrderId)) violations.add('one order was requested twice');
  requested.add(clientOrderId);
  if (store.state?.orders[clientOrderId]?.sentAt == null) violations.add('a request left before it was committed');
  if (executor.rowRead !== 'normal' && executor.rowRead !== 'reduce') violations.add('an order was sent during a halt');
  if (leg === 'entry' && !releases.sound.some((releaseId) => planId.startsWith(`${releaseId}/`))) {
    violations.add('a release was traded that is not what was hashed');
  }
}

/** As an adapter does that takes silence for a refusal. */
function again(intent: OrderIntent): OrderIntent {
  return { ...intent, clientOrderId: `again${intent.clientOrderId.slice(5)}` };
}
