/** Releases as a person asks for them: from Enter to the printed release, in processes of their own. */
import { join } from 'node:path';
import { type Figure, median } from './figure.ts';
import { recordedRelease } from './processes/candles.ts';
import { type Ran, runCommand } from './processes/command.ts';
import { folderBytes, temporaryFolder } from './processes/folder.ts';
import { historySize } from './processes/history.ts';
import { startOwner } from './processes/owner.ts';
import { twentyFigures } from './processes/twenty.ts';

const LIMITS = { coldS: 12, warmS: 3, publishMs: 300, diskMb: 3, events: 150, historyKb: 200, payloadKb: 32 } as const;
const COLD_RUNS = 3;
const WARM_RUNS = 9;
const MB = 1024 ** 2;

export async function releaseFigures(tell: (line: string) => void): Promise<Figure[]> {
  return [...(await coldFigures(tell)), ...(await warmFigures(tell)), ...(await twentyFigures(tell))];
}

/** Nothing but the toolchain exists: the database is made, everything is learned. */
async function coldFigures(tell: (line: string) => void): Promise<Figure[]> {
  const first: Ran[] = [];
  const again: Ran[] = [];
  for (let run = 0; run < COLD_RUNS; run++) {
    await using folder = await temporaryFolder();
    const words = (await recordedRelease(folder.path))(0);
    const environment = { DATA_DIR: join(folder.path, 'data') };
    tell(`cold ${run + 1} of ${COLD_RUNS}`);
    first.push(await runCommand(words, environment));
    again.push(await runCommand(words, environment));
  }
  return [
    seconds('cold release, empty data folder', first, LIMITS.coldS),
    seconds('cold release, second one in the folder', again, LIMITS.coldS),
    untilItEnds(first),
  ];
}

/** Server and worker are up, history and embeddings stored; an hour later each time, so that a new bar is new. */
async function warmFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  await using owner = await startOwner(dataDir);
  const words = await recordedRelease(folder.path);
  tell('one release to store history and embeddings');
  await runCommand(words(0), { DATA_DIR: dataDir });
  await runCommand(words(1), { DATA_DIR: dataDir });
  const bytesBefore = await folderBytes(dataDir);
  const ran: Ran[] = [];
  for (let run = 0; run < WARM_RUNS; run++) ran.push(await runCommand(words(2 + run), { DATA_DIR: dataDir }));
  const bytes = ((await folderBytes(dataDir)) - bytesBefore) / WARM_RUNS;
  const [{ releaseId }] = await owner.ask<{ releaseId: string }[]>('list', { limit: 1 });
  const history = await historySize(dataDir, releaseId);
  return [
    seconds('warm release', ran, LIMITS.warmS),
    publishing(ran),
    { name: 'disk per release, all of it', measured: bytes / MB, unit: 'MB', limit: LIMITS.diskMb },
    { name: 'history of a release', measured: history.events, unit: 'events', limit: LIMITS.events },
    { name: 'history of a release', measured: history.bytes / 1024, unit: 'KB', limit: LIMITS.historyKb },
    { name: 'largest payload', measured: history.largestPayloadBytes / 1024, unit: 'KB', limit: LIMITS.payloadKb },
  ];
}

/** The step as the workflow counts it: what changed is explained, then file and feed are told. There is no network in it. */
function publishing(ran: readonly Ran[]): Figure {
  const times = ran.map(({ stderr }) => Number(/✓ publish +(\d+) ms/.exec(stderr)?.[1]));
  const note = `${Math.min(...times)}–${Math.max(...times)} ms in ${ran.length} runs`;
  const name = 'publishing within a warm release, what changed explained';
  return { name, measured: median(times), unit: 'ms', limit: LIMITS.publishMs, note };
}

/** Its outcomes are settled after it has been printed. */
function untilItEnds(ran: readonly Ran[]): Figure {
  const measured = median(ran.map(({ wallMs }) => wallMs / 1000));
  return { name: 'the same, until its outcomes are settled and the command ends', measured, unit: 's', limit: null };
}

/** From Enter to the printed release. */
function seconds(name: string, ran: readonly Ran[], limit: number): Figure {
  const walls = ran.map(({ printedMs }) => printedMs / 1000);
  const cpus = ran.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs / 1000]));
  const spread = `${Math.min(...walls).toFixed(1)}–${Math.max(...walls).toFixed(1)} s in ${ran.length} runs`;
  const cpu = cpus.length > 0 ? `, ${median(cpus).toFixed(1)} s of CPU` : '';
  return { name, measured: median(walls), unit: 's', limit, note: spread + cpu };
}
