/** What the figures were measured on. Times count only where nothing else runs. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Load per core above which other work shows in the times. */
const QUIET_LOAD = 0.4;

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  /** Of the last minute, before the first suite. */
  readonly load: number;
  readonly quiet: boolean;
}

export function thisMachine(): Machine {
  const cores = availableParallelism();
  const [load] = loadavg();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return { cores, cpu: cpus()[0]?.model.trim() ?? 'unknown', memoryGb, load, quiet: load / cores <= QUIET_LOAD };
}

export function machineText({ cores, cpu, memoryGb, load, quiet }: Machine): string {
  const here = `${cores} cores (${cpu}), ${memoryGb} GB, load ${load.toFixed(2)}`;
  return quiet
    ? `${here}: quiet, the times count`
    : `${here}: NOT quiet, times are longer than they are and decide nothing`;
}
