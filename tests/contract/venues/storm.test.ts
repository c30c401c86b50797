import { expect, it } from 'vitest';
import { ORDER_FAULTS } from '../../../lab/exchange/orders/faults.ts';
import { runStorm } from '../../../lab/venue-storm/storm.ts';

it('doubles, loses and misbooks nothing, whatever fails on the way to Binance and whenever the executor is killed', async () => {
  const { violations, orders, kills, faults } = await runStorm({ seed: 'c', orders: 40, chance: 0.08 });
  expect(violations).toEqual([]);
  expect(orders).toBeGreaterThanOrEqual(40);
  expect(kills).toBeGreaterThan(2);
  expect(Object.keys(faults).length).toBeGreaterThan(ORDER_FAULTS.length - 4);
});
