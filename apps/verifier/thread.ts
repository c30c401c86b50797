/**
 * Threads of the verifier. The file that a stranger runs is bundled into one, so that a thread of any of its modules is a thread of
 * that whole file: what a thread is for it knows by what it was started with.
 */
import { fileURLToPath } from 'node:url';
import { Worker, workerData } from 'node:worker_threads';

const NAME = 'almanac-verifier';

/** Half of what young objects may take: a larger space saves little time, and a thread that has no limit takes 100 MB. */
const HALF_SPACE_MB = 8;

export type Role = 'chain' | 'contents';

interface Given {
  readonly name: typeof NAME;
  readonly role: Role;
  readonly given: unknown;
}

const own = workerData as Given | null;

/** Null in the thread that a person has started. */
export const role: Role | null = own?.name === NAME ? own.role : null;

/** What this thread was given. */
export const given: unknown = own?.given;

/** `module`: the `import.meta.url` of who answers for the role. */
export function startThread(module: string, starts: Role, given: unknown = null): Worker {
  return new Worker(fileURLToPath(module), {
    workerData: { name: NAME, role: starts, given } satisfies Given,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 3 * HALF_SPACE_MB },
  });
}
