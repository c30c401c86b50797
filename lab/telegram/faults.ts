/** What can go wrong on the way to Telegram and back; one more is a line here and its place in `lab.ts`. */
import type { Rng } from '../../domain/numeric/random.ts';

export const FAULTS = [
  'limited',
  'unavailable',
  'reset-before',
  'reset-after',
  'broken-after',
  'garbled-after',
  'never-answered',
] as const;
/**
 * `-before`: it is not there; `-after`: it is there, and the answer says otherwise or is lost. `limited`: 429. `unavailable`:
 * 503, it is not there. `never-answered`: it is there, and the answer takes for ever.
 */
export type Fault = (typeof FAULTS)[number];

/** The fault of a call; null: none. */
export type FaultPlan = (method: string) => Fault | null;

export const noFaults: FaultPlan = () => null;

/** Every `share` of the calls that post something fails, in one of the ways. */
export function randomFaults(rng: Rng, share: number, ways: readonly Fault[] = FAULTS): FaultPlan {
  return (method) => (/^(send|edit)/.test(method) && rng.uniform() < share ? ways[rng.below(ways.length)] : null);
}

/** The listed faults one after the other, then none. */
export function theseFaults(...faults: readonly (Fault | null)[]): FaultPlan {
  const left = [...faults];
  return (method) => (/^(send|edit)/.test(method) ? (left.shift() ?? null) : null);
}
