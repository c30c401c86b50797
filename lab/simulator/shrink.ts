import type { Executor } from './executor.ts';
import { Faults } from './faults.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './world.ts';

/** The same failure with as few plans and faults as it takes: each that can be left out is left out. */
export function shrink(failing: Scenario, executor: Executor): Scenario {
  const fails = (scenario: Scenario) => runScenario(scenario, executor).violations.length > 0;
  let least = failing;
  for (let plans = 1; plans < least.plans; plans++) {
    if (fails({ ...least, plans })) least = { ...least, plans };
  }
  for (const name of new Faults(failing.seed, failing.without).present) {
    const fewer = { ...least, without: [...least.without, name] };
    if (fails(fewer)) least = fewer;
  }
  return least;
}
