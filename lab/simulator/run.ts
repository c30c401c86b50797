/** One seed from the first order to rest: a stretch in which everything may go wrong, then one in which nothing does. */
import { calm, schedulePlans, scheduleTroubles } from './troubles.ts';
import { check, isAtRest } from './check.ts';
import { type Executor, SOUND } from './executor.ts';
import { type Scenario, World } from './world.ts';

const PER_PLAN_MS = 120_000;
/** After the last plan so much more may go wrong. */
const MORE_MS = 60_000;
/** Then everything has to come to rest within 25 virtual minutes. */
const LOOK_EVERY_MS = 60_000;
const LOOKS = 25;
/** So long at least, that what happened last is seen by a comparison of the books. */
const FIRST_LOOKS = 2;

export interface Outcome {
  readonly violations: readonly string[];
  readonly events: number;
  readonly fills: number;
}

export function runScenario(scenario: Scenario, executor: Executor = SOUND): Outcome {
  const world = new World(scenario, executor);
  schedulePlans(world);
  scheduleTroubles(world, scenario.plans * PER_PLAN_MS);
  const end = scenario.plans * PER_PLAN_MS + MORE_MS;
  world.queue.runUntil(end);
  calm(world);
  for (let look = 1; look <= FIRST_LOOKS || (look <= LOOKS && !isAtRest(world)); look++) {
    world.queue.runUntil(end + look * LOOK_EVERY_MS);
    world.worker.hear({ kind: 'lift-halts' });
  }
  check(world);
  return {
    violations: [...world.violations],
    events: world.store.events.length,
    fills: world.venue.fillsUntil(Number.POSITIVE_INFINITY).length,
  };
}
