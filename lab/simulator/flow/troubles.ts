/** What happens at some moment of a run rather than to some request: releases, people, outages, a second executor. */
import { Money } from '../../../domain/accounting/money.ts';
import { ADVISE_SIGNAL, LIFT_HALTS_UPDATE, RECONCILE_UPDATE } from '../../../workflows/messages.ts';
import type { FlowWorld } from './world.ts';

export const PER_RELEASE_MS = 120_000;
const PEOPLE_EVERY_MS = 2_000;

/** The executor is told of a release once, twice, late, or has to find it. */
export function scheduleReleases(world: FlowWorld, count: number): void {
  const { queue, rng, faults, clock, engine } = world;
  for (let n = 0; n < count; n++) {
    queue.after(10_000 + n * PER_RELEASE_MS + 20_000 * rng.uniform(), () => {
      const reference = world.releases.publish(clock.now(), world.price, rng, faults.happens('advice-tampered'));
      if (faults.happens('advice-untold')) return;
      const times = faults.happens('advice-twice') ? 2 : 1;
      for (let time = 0; time < times; time++) {
        const lateMs = faults.happens('advice-late') ? PER_RELEASE_MS : 5_000;
        queue.after(lateMs * rng.uniform(), () => engine.signal(ADVISE_SIGNAL, reference));
      }
    });
  }
}

/** Each at most once, at a moment of its own. */
export function scheduleTroubles(world: FlowWorld, spanMs: number): void {
  const { faults, rng, queue, store, engine } = world;
  const during = (longestMs: number, set: (isOn: boolean) => void) => {
    const at = spanMs * rng.uniform();
    queue.after(at, () => set(!faults.over));
    queue.after(at + longestMs * rng.uniform(), () => set(false));
  };
  if (faults.happens('engine-away')) during(60_000, (isOn) => (engine.isAway = isOn));
  if (faults.happens('database-away')) during(90_000, (isOn) => (world.databaseAway = isOn));
  if (faults.happens('venue-away')) during(180_000, (isOn) => (world.venueAway = isOn));
  if (faults.happens('feed-stalls')) during(60_000, (isOn) => (world.feedStalls = isOn));
  if (faults.happens('brake-pulled')) during(60_000, (isOn) => (world.brakePulled = isOn));
  if (faults.happens('person-halts')) during(120_000, (isOn) => (store.row = isOn ? 'halt' : 'normal'));
  if (faults.happens('second-worker')) queue.after(spanMs * rng.uniform(), () => world.start());
  if (faults.happens('manual-order')) queue.after(spanMs * rng.uniform(), () => tradeByHand(world));
  people(world);
}

function people(world: FlowWorld): void {
  const { faults, queue, engine } = world;
  if (faults.happens('person-reconciles')) void engine.update(RECONCILE_UPDATE);
  if (faults.happens('person-lifts-halts')) void engine.update(LIFT_HALTS_UPDATE);
  if (!faults.over) queue.after(PEOPLE_EVERY_MS, () => people(world));
}

/** Everything that was wrong ends. */
export function calm(world: FlowWorld): void {
  world.faults.over = true;
  world.engine.isAway = false;
  world.databaseAway = false;
  world.venueAway = false;
  world.feedStalls = false;
  world.brakePulled = false;
  world.store.row = 'normal';
}

function tradeByHand(world: FlowWorld): void {
  const { books } = world;
  const quantity = new Money('0.0031');
  books.base = books.base.plus(quantity);
  books.quote = books.quote.minus(quantity.times(books.price));
  world.tradedByHand = true;
}
