/** The integration test of the whole record over sixty planned slots (tests/flow/month.test.ts), in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const SLOTS = 60;

export async function monthFigures(tell: (line: string) => void): Promise<Figure[]> {
  tell(`living through ${SLOTS} planned slots; what broke is told below`);
  const begun = performance.now();
  const child = spawn(process.execPath, [VITEST, 'run', 'tests/flow/month.test.ts'], {
    cwd: ROOT,
    env: { ...process.env, MONTH_SLOTS: String(SLOTS) },
    stdio: ['ignore', 2, 2],
  });
  const [code] = (await once(child, 'close')) as [number];
  const note = `${SLOTS} slots in ${((performance.now() - begun) / 1000).toFixed(0)} s`;
  return [{ name: 'months in which something broke', measured: Number(code !== 0), unit: 'times', limit: 0, note }];
}
