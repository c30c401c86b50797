/** A thousand releases told by processes that are killed at any of their awaits: nothing twice, nothing lost. */
import { fileURLToPath } from 'node:url';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { openPglite } from '../../adapters/postgres/pglite.ts';
import { publishDue } from '../../activities/publish.ts';
import { killRun } from '../outbox/kill-runs.ts';
import { openOutboxWorld, type OutboxWorld } from '../outbox/world.ts';
import { type Figure, median } from './figure.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const RUNS = 1_000;
const TELLINGS = 50;

export async function outboxFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using database = await openPglite({ dir: null });
  await migrate(database, MIGRATIONS);
  await using world = await openOutboxWorld(database);
  const tellingMs = await tellingTimes(world);
  const violations: string[] = [];
  let [kills, unknown] = [0, 0];
  for (let run = 0; run < RUNS; run++) {
    const found = await killRun(world, `bench-${run}`);
    violations.push(...found.violations);
    kills += found.kills;
    unknown += found.unknown;
    if (run % 100 === 99) tell(`${run + 1} runs, ${kills} kills, ${unknown} unknown, ${violations.length} violations`);
  }
  for (const violation of violations) tell(violation);
  return [
    { name: 'telling two channels, three messages each', measured: median(tellingMs), unit: 'ms', limit: 300 },
    { name: `violations in ${RUNS} runs`, measured: violations.length, unit: 'times', limit: 0 },
    { name: 'processes killed', measured: kills, unit: 'times', limit: null },
    {
      name: 'publications that ended as unknown, each listed and settled',
      measured: unknown,
      unit: 'times',
      limit: null,
    },
  ];
}

/** What publishing adds to a release besides the network: a process that lives, a Telegram on this machine that answers. */
async function tellingTimes(world: OutboxWorld): Promise<number[]> {
  const ports = world.process(Number.POSITIVE_INFINITY);
  const times: number[] = [];
  for (let i = 0; i < TELLINGS; i++) {
    await world.commit(`told-${i}`);
    const begun = performance.now();
    await publishDue(ports, `told-${i}`);
    times.push(performance.now() - begun);
  }
  return times;
}
