/** Many seeds, and for each that fails the least that still fails, with the command that shows it again. */
import { setImmediate } from 'node:timers/promises';
import type { Level, Scenario } from './level.ts';
import { shrink } from './shrink.ts';

export interface CampaignRequest<Fault extends string> {
  /** The seeds 1 … `seeds`, or the one of `scenario` alone. */
  readonly seeds: number;
  readonly scenario: Omit<Scenario<Fault>, 'seed'>;
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
export async function runCampaign<Fault extends string>(
  level: Level<Fault>,
  { seeds, seed, scenario }: CampaignRequest<Fault>,
  { tell, signal }: { readonly tell: (line: string) => void; readonly signal?: AbortSignal },
): Promise<CampaignResult> {
  const chosen = seed === null ? Array.from({ length: seeds }, (_, i) => i + 1) : [seed];
  const violations: CampaignFailure[] = [];
  for (const each of chosen) {
    if (each % SEEDS_AT_A_TIME === 0) await setImmediate();
    signal?.throwIfAborted();
    const failure = await failureOf(level, { ...scenario, seed: each });
    if (failure === null) continue;
    violations.push(failure);
    tell(`seed ${each}: ${failure.violations.join('; ')}\n  ${failure.replay}`);
  }
  return { seeds: chosen.length, violations };
}

async function failureOf<Fault extends string>(
  level: Level<Fault>,
  scenario: Scenario<Fault>,
): Promise<CampaignFailure | null> {
  if ((await level.violationsOf(scenario)).length === 0) return null;
  const least = await shrink(scenario, level);
  return { seed: scenario.seed, violations: await level.violationsOf(least), replay: replayCommand(level, least) };
}

function replayCommand<Fault extends string>(
  { words }: Level<Fault>,
  { seed, plans, without }: Scenario<Fault>,
): string {
  const left = without.length === 0 ? '' : ` --without=${without.join(',')}`;
  return `npm run campaign -- ${words}--seed=${seed} --plans=${plans}${left}`;
}
