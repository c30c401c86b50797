/** One seed from the first release to rest: a stretch in which everything may go wrong, then one in which nothing does. */
import { LIFT_HALTS_UPDATE, RECONCILE_UPDATE } from '../../../workflows/messages.ts';
import { type FlowBugs, NO_BUGS } from './bugs.ts';
import { check, isAtRest } from './check.ts';
import type { Sandbox } from './sandbox.ts';
import { calm, PER_RELEASE_MS, scheduleReleases, scheduleTroubles } from './troubles.ts';
import { type FlowScenario, FlowWorld } from './world.ts';

const MORE_MS = 30_000;
const LOOK_EVERY_MS = 60_000;
/** Within so many minutes everything has to come to rest. */
const LOOKS = 25;
const FIRST_LOOKS = 2;

export interface FlowOutcome {
  readonly violations: readonly string[];
  readonly events: number;
  readonly orders: number;
  readonly runs: number;
  readonly longestHistory: number;
}

export async function runFlow(
  scenario: FlowScenario,
  sandbox: Sandbox,
  bugs: FlowBugs = NO_BUGS,
): Promise<FlowOutcome> {
  const world = new FlowWorld(scenario, sandbox, bugs);
  const { engine, violations, store, requested } = world;
  const spanMs = scenario.plans * PER_RELEASE_MS;
  scheduleReleases(world, scenario.plans);
  scheduleTroubles(world, spanMs);
  await world.runUntil(spanMs + MORE_MS);
  calm(world);
  for (let look = 1; look <= FIRST_LOOKS || (look <= LOOKS && !isAtRest(world)); look++) {
    if ((store.state?.halts.length ?? 0) > 0) store.row = 'normal';
    if ((store.state?.halts.length ?? 0) > 0) void engine.update(LIFT_HALTS_UPDATE);
    await world.runUntil(spanMs + MORE_MS + look * LOOK_EVERY_MS);
  }
  check(world);
  await reconcileAgain(world);
  await world.end();
  return {
    violations: [...violations],
    events: store.events.length,
    orders: requested.size,
    runs: engine.runs,
    longestHistory: engine.longestHistory,
  };
}

/** The same books again say nothing new (INCIDENTS O7); prices that are marked are no news of the books. */
async function reconcileAgain(world: FlowWorld): Promise<void> {
  const news = () => world.store.events.filter(({ type }) => type !== 'marked').length;
  const before = news();
  const asked = [1, 2, 3].map(() => world.engine.update(RECONCILE_UPDATE));
  await world.runUntil(world.queue.now + LOOK_EVERY_MS);
  if (world.engine.unanswered > 0) world.violations.add('a question of a person was not answered');
  else await Promise.all(asked);
  if (news() > before) world.violations.add('reconciling again added an event');
}
