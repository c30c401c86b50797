/** The record of five years, checked by the file that a stranger runs. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Figure, median } from './figure.ts';
import { temporaryFolder } from './processes/folder.ts';
import { writeRecord } from './record/written.ts';

const VERIFIER = fileURLToPath(new URL('../../apps/verifier/verify-record.mjs', import.meta.url));
const LIMITS = { seconds: 5, megabytes: 300 } as const;
const FROM = Date.UTC(2021, 0, 1, 22);
const TO = Date.UTC(2026, 0, 1, 22);
const RUNS = 3;
const MB = 1e6;

/** Tells what a process took, in microseconds and kilobytes, when it ends. */
const TELL_USAGE = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(process.env.USAGE_FILE,JSON.stringify(process.resourceUsage())))`;

export async function recordFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'record.jsonl');
  tell('writing the record of five years, two slots, three horizons, five symbols');
  const { releases, outcomes, bytes } = await writeRecord(file, FROM, TO);
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run++) {
    tell(`checking it, ${run + 1} of ${RUNS}`);
    runs.push(await verify(file, join(folder.path, 'usage.json')));
  }
  const note = `${releases} releases, ${outcomes} outcomes, ${(bytes / MB).toFixed(0)} MB; ${median(runs.map(({ cpuS }) => cpuS)).toFixed(1)} s of CPU`;
  return [
    {
      name: 'verify-record, five years',
      measured: median(runs.map(({ wallS }) => wallS)),
      unit: 's',
      limit: LIMITS.seconds,
      note,
    },
    {
      name: 'memory of it',
      measured: Math.max(...runs.map(({ rssMb }) => rssMb)),
      unit: 'MB',
      limit: LIMITS.megabytes,
    },
  ];
}

interface Run {
  readonly wallS: number;
  readonly cpuS: number;
  readonly rssMb: number;
}

async function verify(file: string, usageFile: string): Promise<Run> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', TELL_USAGE, VERIFIER, file], {
    env: { ...process.env, USAGE_FILE: usageFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const [said, code] = await Promise.all([text(child.stdout), exited]);
  const wallS = (performance.now() - begun) / 1_000;
  if (code !== 0) throw new Error(`verify-record ended with ${code}:\n${said}`);
  const usage = JSON.parse(await readFile(usageFile, 'utf8')) as NodeJS.ResourceUsage;
  return { wallS, cpuS: (usage.userCPUTime + usage.systemCPUTime) / 1e6, rssMb: usage.maxRSS / 1e3 };
}
