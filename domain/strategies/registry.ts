/** The strategies by name. One more is one file and one line. */
import { AlmanacError } from '../errors.ts';
import { buyAndHold } from './buy-and-hold.ts';
import { emaCross } from './ema-cross.ts';
import type { Strategy } from './strategy.ts';
import { volTarget } from './vol-target.ts';

export const STRATEGIES: readonly Strategy[] = [emaCross, buyAndHold, volTarget];

/** Throws `input.invalid` for a name that does not exist, with those that do. */
export function strategyNamed(name: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found !== undefined) return found;
  const known = STRATEGIES.map((strategy) => strategy.name).join(', ');
  throw new AlmanacError('input.invalid', `There is no strategy called "${name}"; there are ${known}.`, { name });
}
