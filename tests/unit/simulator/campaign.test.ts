import { describe, expect, it } from 'vitest';
import { runCampaign } from '../../../lab/simulator/campaign.ts';
import { FAULTS, Faults } from '../../../lab/simulator/faults.ts';
import { coreLevel } from '../../../lab/simulator/level.ts';
import { PLANTED_BUGS } from '../../../lab/simulator/planted-bugs.ts';
import { readRequest } from '../../../lab/simulator/read-request.ts';
import { runScenario } from '../../../lab/simulator/run.ts';
import type { Executor } from '../../../lab/simulator/executor.ts';

const SCENARIO = { plans: 4, without: [] } as const;
const quiet = { tell: () => undefined };

function firstFailure(executor: Executor, seeds: number): number | null {
  for (let seed = 1; seed <= seeds; seed++) {
    if (runScenario({ ...SCENARIO, seed }, executor).violations.length > 0) return seed;
  }
  return null;
}

describe('the core simulator', () => {
  it('finds nothing in the executor over 300 seeds, in which every fault comes and every plan is one of many', async () => {
    expect(await runCampaign(coreLevel(), { seeds: 300, seed: null, scenario: SCENARIO }, quiet)).toEqual({
      seeds: 300,
      violations: [],
    });
    const present = new Set(Array.from({ length: 300 }, (_, seed) => new Faults(seed, []).present).flat());
    expect([...present].sort()).toEqual([...FAULTS].sort());
  });

  it('makes the same of the same seed, and something else of another', () => {
    const outcome = (seed: number) => runScenario({ ...SCENARIO, seed });
    expect(outcome(7)).toEqual(outcome(7));
    expect(outcome(7)).not.toEqual(outcome(8));
  });

  it.each(Object.entries(PLANTED_BUGS))('finds the planted bug: %s', (_, executor) => {
    expect(firstFailure(executor, 500)).not.toBeNull();
  });

  it('shrinks a failing seed to one command that shows it again', async () => {
    const bug = PLANTED_BUGS['not-found on network error'];
    const seed = firstFailure(bug, 500) ?? 0;
    const { violations } = await runCampaign(coreLevel(bug), { seeds: 1, seed, scenario: SCENARIO }, quiet);
    const [, plans, without] = /--plans=(\d) --without=(\S+)$/.exec(violations[0].replay) ?? [];
    const again = readRequest({ seeds: '1', seed: String(seed), plans, without }, FAULTS);
    expect(violations[0].replay).toMatch(/^npm run campaign -- --seed=/);
    expect(again.scenario.without.length).toBeGreaterThan(2);
    expect(runScenario({ ...again.scenario, seed }, bug).violations).toEqual(violations[0].violations);
    expect(runScenario({ ...again.scenario, seed }).violations).toEqual([]);
  });

  it('refuses numbers that are none and faults that do not exist', () => {
    const words = { seeds: '10', plans: '4', without: '' };
    expect(readRequest(words, FAULTS)).toEqual({ seeds: 10, seed: null, scenario: SCENARIO });
    expect(() => readRequest({ ...words, seeds: '0' }, FAULTS)).toThrow('no whole number');
    expect(() => readRequest({ ...words, without: 'rain' }, FAULTS)).toThrow('There is no fault called "rain"');
  });
});
