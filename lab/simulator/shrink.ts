import type { Level, Scenario } from './level.ts';

/** The same failure with as few plans and faults as it takes: each that can be left out is left out. */
export async function shrink<Fault extends string>(
  failing: Scenario<Fault>,
  level: Level<Fault>,
): Promise<Scenario<Fault>> {
  const fails = async (scenario: Scenario<Fault>) => (await level.violationsOf(scenario)).length > 0;
  let least = failing;
  for (let plans = 1; plans < least.plans; plans++) {
    if (await fails({ ...least, plans })) least = { ...least, plans };
  }
  for (const name of level.presentIn(failing)) {
    const fewer = { ...least, without: [...least.without, name] };
    if (await fails(fewer)) least = fewer;
  }
  return least;
}
