/** Twenty symbols at one moment on one owner: how long until the last one, and the most memory meanwhile. */
import { join } from 'node:path';
import { DEFAULT_SYMBOLS } from '../../exchange/listings.ts';
import type { Figure } from '../figure.ts';
import { temporaryFolder } from './folder.ts';
import { type Owner, startOwner } from './owner.ts';
import { residentMb } from './proc.ts';

const LIMITS = { seconds: 30, memoryMb: 2_048 } as const;
const SAMPLE_MS = 200;

export async function twentyFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  await using owner = await startOwner(join(folder.path, 'data'), { SYMBOLS: DEFAULT_SYMBOLS.join(',') });
  using memory = watchMemory(owner.pid);
  tell('twenty symbols that were never released before');
  const first = await together(owner);
  tell('the same twenty, an hour known');
  const again = await together(owner);
  const { seconds, memoryMb } = LIMITS;
  return [
    { name: 'twenty symbols, never released before', measured: first, unit: 's', limit: null, note: 'all is learned' },
    { name: 'twenty symbols, known ones', measured: again, unit: 's', limit: seconds },
    { name: 'memory of all processes meanwhile', measured: memory.mostMb(), unit: 'MB', limit: memoryMb },
  ];
}

async function together(owner: Owner): Promise<number> {
  const begun = performance.now();
  const releases = await Promise.all(
    DEFAULT_SYMBOLS.map((symbol) =>
      owner.ask<{ status: string }>('release', { slot: 'manual', source: 'simulated', symbol, candles: [] }),
    ),
  );
  const odd = releases.find(({ status }) => status !== 'published');
  if (odd) throw new Error(`one of the twenty ended as ${odd.status}`);
  return (performance.now() - begun) / 1000;
}

function watchMemory(pid: number): Disposable & { mostMb(): number | null } {
  let most = residentMb(pid);
  const timer = setInterval(() => {
    most = most === null ? null : Math.max(most, residentMb(pid) ?? 0);
  }, SAMPLE_MS);
  return { mostMb: () => most, [Symbol.dispose]: () => clearInterval(timer) };
}
