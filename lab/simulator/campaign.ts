/** Many seeds, and for each that fails the least that still fails, with the command that shows it again. */
import { setImmediate } from 'node:timers/promises';
import { type Executor, SOUND } from './executor.ts';
import { runScenario } from './run.ts';
import { shrink } from './shrink.ts';
import type { Scenario } from './world.ts';

export interface CampaignRequest {
  /** The seeds 1 … `seeds`, or the one of `scenario` alone. */
  readonly seeds: number;
  readonly scenario: Omit<Scenario, 'seed'>;
  readonly seed: number | null;
}

export interface CampaignFailure {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly replay: string;
}

export interface CampaignResult {
  readonly seeds: number;
  readonly violations: readonly CampaignFailure[];
}

const SEEDS_AT_A_TIME = 20;

/** Whoever waits for it may end it between two seeds. */
export async function runCampaign(
  { seeds, seed, scenario }: CampaignRequest,
  { tell, signal }: { readonly tell: (line: string) => void; readonly signal?: AbortSignal },
  executor: Executor = SOUND,
): Promise<CampaignResult> {
  const chosen = seed === null ? Array.from({ length: seeds }, (_, i) => i + 1) : [seed];
  const violations: CampaignFailure[] = [];
  for (const each of chosen) {
    if (each % SEEDS_AT_A_TIME === 0) await setImmediate();
    signal?.throwIfAborted();
    const failure = failureOf({ ...scenario, seed: each }, executor);
    if (failure === null) continue;
    violations.push(failure);
    tell(`seed ${each}: ${failure.violations.join('; ')}\n  ${failure.replay}`);
  }
  return { seeds: chosen.length, violations };
}

function failureOf(scenario: Scenario, executor: Executor): CampaignFailure | null {
  if (runScenario(scenario, executor).violations.length === 0) return null;
  const least = shrink(scenario, executor);
  const { violations } = runScenario(least, executor);
  return { seed: scenario.seed, violations, replay: replayCommand(least) };
}

function replayCommand({ seed, plans, without }: Scenario): string {
  const left = without.length === 0 ? '' : ` --without=${without.join(',')}`;
  return `npm run campaign -- --seed=${seed} --plans=${plans}${left}`;
}
