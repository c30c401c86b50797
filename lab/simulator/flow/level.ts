/** The account's workflow, its activities and their executors as a level of the campaign. */
import type { Level } from '../level.ts';
import { type FlowBugs, NO_BUGS } from './bugs.ts';
import { FLOW_FAULTS, type FlowFaultName, FlowFaults } from './faults.ts';
import { runFlow } from './run.ts';
import { Sandbox } from './sandbox.ts';

/** `code`: the bundle that a worker loads. */
export function flowLevel(code: string, bugs: FlowBugs = NO_BUGS): Level<FlowFaultName> {
  const sandbox = new Sandbox(bugs.workflow(code));
  return {
    faults: FLOW_FAULTS,
    words: '--level=flow ',
    violationsOf: async (scenario) => (await runFlow(scenario, sandbox, bugs)).violations,
    presentIn: ({ seed, without }) => new FlowFaults(seed, without).present,
  };
}
