/** The real PostgreSQL, object store and Temporal server by their variables: the same commands, and nobody needs the data folder. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../apps/embedded/engine.ts';
import { readConfig } from '../../apps/config/config.ts';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import type { ErrorBody } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { DATABASE_URL, openFreshDatabase, type Opened, s3Options } from '../contract/stores/targets.ts';
import type { Database } from '../../activities/ports.ts';
import { Installation, isAlive, type Running } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';
import { eventually } from '../fixtures/eventually.ts';

describe.skipIf(RECORDED_BTC === null || DATABASE_URL === null || !process.env.TEST_S3_ENDPOINT)(
  'on real services',
  () => {
    let folder = '';
    let words: readonly string[] = [];
    let engine: Engine;
    let database: Opened<Database> & { readonly url: string };
    let almanac: Installation;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'almanac-services-'));
      const file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', recordedBars(120));
      words = ['release', '--slot=manual', `--candles=${file}`, `--as-of=${AS_OF}`];
      const { PATH, XDG_CACHE_HOME } = process.env;
      const { config } = readConfig({ DATA_DIR: join(folder, 'engine'), PATH, XDG_CACHE_HOME }, 2026);
      engine = await openEngine(config, () => undefined);
      database = await openFreshDatabase(DATABASE_URL ?? '');
      const { endpoint, bucket, region, accessKeyId, secretAccessKey } = s3Options();
      almanac = await Installation.make({
        env: {
          TEMPORAL_ADDRESS: engine.address,
          DATABASE_URL: database.url,
          S3_ENDPOINT: endpoint,
          S3_BUCKET: bucket,
          S3_REGION: region ?? '',
          S3_ACCESS_KEY_ID: accessKeyId,
          S3_SECRET_ACCESS_KEY: secretAccessKey,
        },
      });
    });
    afterAll(async () => {
      await almanac[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    it('a release is made by the command itself where no worker polls, and leaves only its post in the folder', async () => {
      const { code, document, stderr } = await almanac.ask<PrintedRelease>(words);
      expect(document.error, stderr).toBeNull();
      expect(code).toBe(0);
      expect(document).toMatchObject({ status: 'published', ledger: { sequence: 1 } });
      expect(await readdir(almanac.dataDir)).toEqual(['posts']);
      expect((await almanac.run(['replay', document.releaseId])).stdout).toContain('identical');
    });

    it('two commands at once need no owner: the same release is made once', async () => {
      const [first, second] = await Promise.all([
        almanac.ask<PrintedRelease>([...words, '--seed=2']),
        almanac.ask<PrintedRelease>([...words, '--seed=2']),
      ]);
      expect([first.document.error, second.document.error]).toEqual([null, null]);
      expect(first.document.releaseId).toBe(second.document.releaseId);
      const { document: rows } = await almanac.ask<ReleaseRow[]>(['releases', 'list']);
      expect(rows.map(({ slot, status }) => `${slot} ${status}`).sort()).toEqual([
        'manual published',
        'manual-2 published',
      ]);
    });

    it('doctor finds all of them reachable', async () => {
      const { stdout } = await almanac.run(['doctor']);
      for (const what of ['workflow engine', 'database', 'object store'])
        expect(stdout).toMatch(new RegExp(`✓ ${what}`));
    });

    it('"start" runs its worker apart, starts it again when it dies, and takes it along when it ends', async () => {
      const start = almanac.start(['start', '--source=simulated']);
      await start.until('Almanac is running');
      await start.until('Polling the queue "forecast"');
      const [first] = workerPids(start);
      process.kill(first, 'SIGKILL');
      await start.until(`The forecast worker (process ${first}) ended with SIGKILL; starting it again`);
      const second = await eventually(() => workerPids(start)[1]);
      start.kill('SIGINT');
      expect(await start.ended).toMatchObject({ code: 0 });
      expect(isAlive(second)).toBe(false);
    });

    it('the worker ends too when "start" is killed', async () => {
      const start = almanac.start(['start', '--source=simulated']);
      await start.until('Polling the queue "forecast"');
      const [worker] = workerPids(start);
      start.kill('SIGKILL');
      await eventually(() => !isAlive(worker));
    });

    it('a server that does not answer is named, with what to do', async () => {
      const { code, stdout } = await almanac.run([...words, '--json'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:9' } });
      expect(code).toBe(1);
      const { error } = JSON.parse(stdout) as { error: ErrorBody };
      expect(error).toMatchObject({ code: 'engine.unreachable', detail: { address: '127.0.0.1:9' } });
      expect(error.message).toContain('TEMPORAL_ADDRESS');
    });
  },
);

function workerPids({ output }: Running): number[] {
  return [...output.matchAll(/Process (\d+): forecast worker/g)].map(([, pid]) => Number(pid));
}
