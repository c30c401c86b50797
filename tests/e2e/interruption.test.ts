/** A release that is interrupted, gently or not, goes on with the same command and is published once. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { releaseFrom } from '../../lab/bench/processes/candles.ts';
import { killRounds } from '../../lab/bench/processes/kill-rounds.ts';
import { eventually } from '../fixtures/eventually.ts';
import { Installation, isAlive, plainEnvironment, PROGRAM } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';

const KILLS = Number(process.env.KILLS ?? 5);

describe.skipIf(RECORDED_BTC === null)('an interrupted release', () => {
  let folder = '';
  let file = '';
  let words: readonly string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-interrupted-'));
    file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', recordedBars(120, KILLS * 48));
    words = ['release', '--slot=manual', `--candles=${file}`, `--as-of=${AS_OF}`];
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe('whatever ends it, one time after the other', () => {
    let almanac: Installation;
    const GOING_ON = 'Going on with the unfinished release BTC-USDT_20230601T1200Z_manual';
    beforeAll(async () => {
      almanac = await Installation.make();
    });
    afterAll(() => almanac[Symbol.asyncDispose]());

    it('by SIGINT, then by SIGTERM, says so, leaves no process behind, and is picked up by the same command', async () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        const running = almanac.start(words);
        await running.until('✓ ingest');
        const engine = await almanac.enginePid();
        running.kill(signal);
        const { code, stderr, stdout } = await running.ended;
        expect(stdout.includes(GOING_ON)).toBe(signal === 'SIGTERM');
        expect(stdout).not.toContain('✓ commit');
        expect(code).toBe(1);
        expect(stderr).toContain('Interrupted. Nothing is half-done: run the same command to go on.');
        expect(stderr).not.toMatch(/\n\s+at /);
        expect(engine !== null && isAlive(engine)).toBe(false);
      }
    });

    it('by a reader who leaves takes the engine along', async () => {
      const line = [process.execPath, PROGRAM, ...words].map((word) => `'${word}'`).join(' ');
      const env = { ...plainEnvironment(), DATA_DIR: almanac.dataDir };
      const { stderr } = await promisify(execFile)('sh', ['-c', `${line} | true`], { env });
      expect(stderr).toContain('Interrupted. Nothing is half-done');
      expect(await almanac.enginePid()).toBeNull();
    });

    it('by kill -9 is picked up by the same command, which adopts the engine that was left behind', async () => {
      const killed = almanac.start(words);
      await killed.until('✓ ingest');
      killed.kill('SIGKILL');
      expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
      const engine = await almanac.enginePid();
      const last = await almanac.ask<PrintedRelease>(words);
      expect(last.stderr).toContain(GOING_ON);
      expect(last.stderr).toContain(
        `Adopted the workflow engine (process ${engine}) that a killed process left behind`,
      );
      expect(last).toMatchObject({ code: 0, document: { slot: 'manual', status: 'published' } });
      expect(engine !== null && isAlive(engine)).toBe(false);
      const { document: rows } = await almanac.ask<ReleaseRow[]>(['releases', 'list']);
      expect(rows).toMatchObject([{ slot: 'manual', status: 'published', sequence: 1 }]);
      expect(await readdir(join(almanac.dataDir, 'posts'))).toEqual([`${rows[0].releaseId}.txt`]);
    });
  });

  it(`of an owner killed at ${KILLS} seeded moments always ends whole and once, in a chain that verifies`, async () => {
    const told: string[] = [];
    const { violations } = await killRounds({
      rounds: KILLS,
      release: releaseFrom(file),
      releaseTakesMs: 3_000,
      seed: 'e2e',
      tell: (line) => told.push(line),
    });
    expect(violations, told.join('\n')).toEqual([]);
  });
});

it('Ctrl-C while "start" is still starting ends it, and the engine with it', async () => {
  await using almanac = await Installation.make();
  const start = almanac.start(['start', '--source=simulated']);
  const engine = await eventually(() => almanac.enginePid());
  start.kill('SIGINT');
  const { code, stdout } = await start.ended;
  expect(stdout).not.toContain('Almanac is running');
  expect(stdout).toContain('Stopping');
  expect(code).toBe(0);
  expect(isAlive(engine)).toBe(false);
});
