/** What every release of this installation is made with, by its configuration. */
import type { ReleasePlan } from '../../activities/plan.ts';
import { codeVersion } from '../config/code-version.ts';
import type { Config } from '../config/config.ts';

/** Seed of every release that names none. */
const DEFAULT_SEED = '1';

export function releasePlan(config: Pick<Config, 'horizonsHours' | 'zone' | 'cards' | 'stacking'>): ReleasePlan {
  const { horizonsHours, zone, cards, stacking } = config;
  const plan = { horizonsHours, zone, cards, seed: DEFAULT_SEED, codeVersion: codeVersion() };
  return stacking ? { ...plan, stacking } : plan;
}
