/** What a campaign runs: the executor's core alone, or its workflow and activities too. */
import { type Executor, SOUND } from './executor.ts';
import { FAULTS, type FaultName, Faults } from './faults.ts';
import { runScenario } from './run.ts';

export interface Scenario<Fault extends string> {
  readonly seed: number;
  readonly plans: number;
  readonly without: readonly Fault[];
}

export interface Level<Fault extends string> {
  readonly faults: readonly Fault[];
  /** Of the command that runs it. */
  readonly words: string;
  violationsOf(scenario: Scenario<Fault>): Promise<readonly string[]>;
  /** The faults that a seed knows. */
  presentIn(scenario: Scenario<Fault>): readonly Fault[];
}

export function coreLevel(executor: Executor = SOUND): Level<FaultName> {
  return {
    faults: FAULTS,
    words: '',
    violationsOf: (scenario) => Promise.resolve(runScenario(scenario, executor).violations),
    presentIn: ({ seed, without }) => new Faults(seed, without).present,
  };
}
