/** Replaying a release: every stored object checked, every artefact rebuilt. */
import { join } from 'node:path';
import { type Figure, median } from './figure.ts';
import { recordedRelease } from './processes/candles.ts';
import { runCommand } from './processes/command.ts';
import { temporaryFolder } from './processes/folder.ts';

const LIMIT_S = 3;
const RUNS = 5;

export async function replayFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  const environment = { DATA_DIR: join(folder.path, 'data') };
  tell('a release to replay');
  const { stdout } = await runCommand((await recordedRelease(folder.path))(0), environment);
  const { releaseId } = JSON.parse(stdout) as { releaseId: string };
  const walls: number[] = [];
  const cpus: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { wallMs, cpuMs } = await runCommand(['replay', releaseId, '--json'], environment);
    walls.push(wallMs / 1000);
    cpus.push((cpuMs ?? 0) / 1000);
  }
  const note = `from Enter, nothing else running, ${median(cpus).toFixed(1)} s of CPU`;
  return [{ name: 'replay', measured: median(walls), unit: 's', limit: LIMIT_S, note }];
}
