/** The core simulator: ten thousand small worlds in a minute, none of which breaks an invariant. */
import { runCampaign } from '../simulator/campaign.ts';
import { coreLevel } from '../simulator/level.ts';
import type { Figure } from './figure.ts';

const SEEDS = 10_000;

export async function campaignFigures(tell: (line: string) => void): Promise<Figure[]> {
  const started = performance.now();
  const request = { seeds: SEEDS, seed: null, scenario: { plans: 4, without: [] } };
  const { violations } = await runCampaign(coreLevel(), request, { tell });
  const seconds = (performance.now() - started) / 1_000;
  return [
    { name: `${SEEDS} seeds of the core simulator`, measured: seconds, unit: 's', limit: 60 },
    { name: 'of them with violations', measured: violations.length, unit: 'times', limit: 0 },
  ];
}
