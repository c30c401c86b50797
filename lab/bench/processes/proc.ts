/** What Linux tells about processes below `/proc`; elsewhere null, and the figure is not measured. */
import { readdirSync, readFileSync } from 'node:fs';

/** A clock tick of `/proc/PID/stat` is 10 ms on every Linux that Node runs on. */
const TICK_MS = 10;
const PARENT = 1;
const ENDED_CHILDREN_USER = 13;
const ENDED_CHILDREN_SYSTEM = 14;

/** CPU time of this process's children that have ended, and of theirs. */
export function endedChildrenCpuMs(): number | null {
  const fields = statOf('self');
  return fields && TICK_MS * (Number(fields[ENDED_CHILDREN_USER]) + Number(fields[ENDED_CHILDREN_SYSTEM]));
}

/** Resident memory of a process and all below it; pages they share are counted once per process. */
export function residentMb(pid: number): number | null {
  if (!statOf('self')) return null;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statOf(name) : null;
    if (fields) parents.set(Number(name), Number(fields[PARENT]));
  }
  const isBelow = (each: number | undefined): boolean =>
    each !== undefined && (each === pid || isBelow(parents.get(each)));
  const kb = [...parents.keys()].filter(isBelow).reduce((sum, each) => sum + residentKb(each), 0);
  return kb / 1024;
}

/** Fields of `/proc/PID/stat` after the command's name, which may hold spaces: state, parent, …; null when it has gone. */
function statOf(pid: string): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // a process that has ended, or a system without /proc: nothing to tell
    return null;
  }
}
