/** `kill -9` of the owner at random moments: started again, there is exactly one complete release of everything asked. */
import type { Figure } from './figure.ts';
import { recordedRelease } from './processes/candles.ts';
import { temporaryFolder } from './processes/folder.ts';
import { killRounds } from './processes/kill-rounds.ts';

const ROUNDS = 50;
/** Most take two; who learns the week takes longer. */
const RELEASE_TAKES_MS = 4_000;

export async function killFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  const release = await recordedRelease(folder.path);
  const { struck, violations } = await killRounds({
    rounds: ROUNDS,
    release,
    releaseTakesMs: RELEASE_TAKES_MS,
    seed: 'kills',
    tell,
  });
  for (const violation of violations) tell(violation);
  return [
    { name: `rounds of ${ROUNDS} without exactly one release`, measured: violations.length, unit: 'times', limit: 0 },
    { name: 'rounds struck before the release was recorded', measured: struck, unit: 'times', limit: null },
  ];
}
