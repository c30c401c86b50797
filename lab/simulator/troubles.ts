/** What happens at some moment of a run rather than to some request: people, outages, a second worker. */
import { Money } from '../../domain/accounting/money.ts';
import type { World } from './world.ts';

export function schedulePlans(world: World): void {
  const { plans, queue, faults } = world;
  for (const { at, plan } of plans) {
    const give = () => world.worker.hear({ kind: 'plan', plan, expectedSlippage: 0.0005 });
    const given = faults.happens('plan-late') ? plan.validUntil + 1_000 : at;
    queue.after(given, give);
    if (faults.happens('plan-taken-back')) {
      const { planId } = plan;
      queue.after(given + 20_000, () => world.worker.hear({ kind: 'invalidate', planId, why: 'the forecast turned' }));
    }
    if (faults.happens('plan-twice')) queue.after(given + 3_000, give);
  }
}

/** Each at most once, at a moment of its own. */
export function scheduleTroubles(world: World, spanMs: number): void {
  const { faults, rng, network, queue, store } = world;
  const from = () => spanMs * rng.uniform();
  const during = (longestMs: number, begin: () => void, end: () => void) => {
    const at = from();
    queue.after(at, begin);
    queue.after(at + longestMs * rng.uniform(), end);
  };
  if (faults.happens('outage')) {
    during(
      180_000,
      () => (network.isDown = true),
      () => (network.isDown = false),
    );
  }
  if (faults.happens('symbol-halted')) {
    during(
      60_000,
      () => (network.symbolHalted = true),
      () => (network.symbolHalted = false),
    );
  }
  if (faults.happens('feed-stalls')) {
    during(
      60_000,
      () => (world.feedStalls = true),
      () => (world.feedStalls = false),
    );
  }
  if (faults.happens('quote-frozen')) {
    during(
      60_000,
      () => (world.frozen = world.reading()),
      () => (world.frozen = null),
    );
  }
  if (faults.happens('person-halts')) {
    during(
      180_000,
      () => (store.row = 'halt'),
      () => (store.row = 'normal'),
    );
  }
  if (faults.happens('second-worker')) queue.after(from(), () => world.secondWorker());
  if (faults.happens('manual-order')) queue.after(from(), () => tradeByHand(world));
}

/** Everything that was wrong ends. */
export function calm(world: World): void {
  world.faults.over = true;
  world.network.isDown = false;
  world.network.symbolHalted = false;
  world.feedStalls = false;
  world.frozen = null;
  world.store.row = 'normal';
  if (!world.worker.isAlive) world.restartLater();
}

function tradeByHand(world: World): void {
  const { venue } = world;
  const quantity = new Money('0.0031');
  venue.base = venue.base.plus(quantity);
  venue.quote = venue.quote.minus(quantity.times(venue.price));
  world.tradedByHand = true;
}
