import type { Barrier } from './first-touch.ts';
import type { ScenarioId } from './scenario.ts';

/** The event that a first touch and the close at the deadline make; `close` on the scale of the barriers. */
export function scenarioOf(first: Barrier | null, close: number, upper: number, lower: number): ScenarioId {
  if (first === 'upper') return close >= upper ? 'up-holds' : 'up-fades';
  if (first === 'lower') return close <= lower ? 'down-holds' : 'down-fades';
  return 'neither';
}
