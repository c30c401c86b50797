import { expect, it } from 'vitest';
import { SOUND } from '../../../lab/simulator/executor.ts';
import { FAULTS } from '../../../lab/simulator/faults.ts';
import { World } from '../../../lab/simulator/world.ts';

it('of two workers on one account only the later one can write, and only it sends (INCIDENTS O18)', () => {
  const world = new World({ seed: 1, plans: 2, without: FAULTS }, SOUND);
  const first = world.worker;
  world.queue.runUntil(10_000);
  world.secondWorker();
  const written = world.store.events.length;
  const [{ plan }] = world.plans;
  first.hear({ kind: 'plan', plan: { ...plan, verdict: 'pass' }, expectedSlippage: 0 });
  expect(world.store.events).toHaveLength(written);
  expect(first.isAlive).toBe(false);
  world.queue.runUntil(20_000);
  expect(world.venue.orders.size).toBe(0);
  world.worker.hear({ kind: 'plan', plan: { ...plan, verdict: 'pass' }, expectedSlippage: 0 });
  world.queue.runUntil(30_000);
  expect(world.venue.orders.size).toBeGreaterThan(0);
});
