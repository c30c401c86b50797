/** Runs `almanac …` as a person does: a process of its own, from Enter to its end. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endedChildrenCpuMs } from './proc.ts';

export const CLI = fileURLToPath(new URL('../../../apps/cli/almanac.js', import.meta.url));
export const NODE = [process.execPath, '--disable-warning=ExperimentalWarning'] as const;
const ENDS_WITHIN_MS = 300_000;

export interface Ran {
  readonly wallMs: number;
  /** Until the last byte of stdout. */
  readonly printedMs: number;
  /** User and system time of the command and everything it started; null where the system does not tell. */
  readonly cpuMs: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const [node, ...flags] = NODE;
  const cpuBefore = endedChildrenCpuMs();
  const begun = performance.now();
  const child = spawn(node, [...flags, CLI, ...words], {
    env: { ...process.env, NO_COLOR: '1', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: ENDS_WITHIN_MS,
  });
  const exited = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  let printedMs = 0;
  child.stdout.on('data', () => (printedMs = performance.now() - begun));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  const wallMs = performance.now() - begun;
  if (code !== 0) throw new Error(`almanac ${words.join(' ')} ended with ${code}: ${stderr.trim().split('\n').at(-2)}`);
  const cpuAfter = endedChildrenCpuMs();
  return {
    wallMs,
    printedMs,
    cpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    stdout,
    stderr,
  };
}
