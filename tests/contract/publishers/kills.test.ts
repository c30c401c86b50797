import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../activities/ports.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { killRun } from '../../../lab/outbox/kill-runs.ts';
import { openOutboxWorld } from '../../../lab/outbox/world.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const RUNS = 60;

let database: Database;
beforeAll(async () => {
  database = await openMemoryDatabase();
  await migrate(database, MIGRATIONS);
});
afterAll(() => database[Symbol.asyncDispose]());

describe('the outbox, killed at any await, on a Telegram that fails', () => {
  it('shows nothing twice, loses nothing in silence, and lists what it does not know (P8)', async () => {
    await using world = await openOutboxWorld(database);
    let [kills, unknown] = [0, 0];
    for (let run = 0; run < RUNS; run++) {
      const found = await killRun(world, `once-${run}`);
      expect(found.violations).toEqual([]);
      kills += found.kills;
      unknown += found.unknown;
    }
    expect(kills).toBeGreaterThan(RUNS);
    expect(unknown).toBeGreaterThan(RUNS / 10);
  });

  it('would be caught if it repeated what it does not know', async () => {
    await using world = await openOutboxWorld(database, 'repeatable');
    const violations = [];
    for (let run = 0; run < 20; run++) violations.push(...(await killRun(world, `twice-${run}`)).violations);
    expect(violations.join('\n')).toMatch(/is there 2 times/);
  });
});
