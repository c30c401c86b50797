import { runStorm } from '../venue-storm/storm.ts';
import type { Figure } from './figure.ts';

const ORDERS = 1_000;
const LIMIT_S = 180;

export async function venueFigures(tell: (line: string) => void): Promise<Figure[]> {
  const began = performance.now();
  const { violations, orders, trades, kills, faults } = await runStorm({ seed: 'bench', orders: ORDERS, chance: 0.05 });
  const seconds = (performance.now() - began) / 1_000;
  tell(`${orders} orders of ${trades} plans, ${kills} kills; ${JSON.stringify(faults)}`);
  for (const violation of violations) tell(violation);
  return [
    { name: `violations over ${ORDERS} orders`, measured: violations.length, unit: 'times', limit: 0 },
    { name: `${ORDERS} orders with every fault`, measured: seconds, unit: 's', limit: LIMIT_S },
  ];
}
