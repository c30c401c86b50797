/** `kill -9` of the owner at random moments: started again, there is exactly one complete release of everything asked. */
import type { Figure } from './figure.ts';
import { killRounds } from './processes/kill-rounds.ts';

const ROUNDS = 50;

export async function killFigures(tell: (line: string) => void): Promise<Figure[]> {
  const rounds = Number(process.env.KILLS ?? ROUNDS);
  const { struck, violations } = await killRounds({ rounds, seed: 'kills', tell });
  for (const violation of violations) tell(violation);
  return [
    { name: `rounds of ${rounds} without exactly one release`, measured: violations.length, unit: 'times', limit: 0 },
    { name: 'rounds struck before the release was recorded', measured: struck, unit: 'times', limit: null },
  ];
}
