/** The real PostgreSQL, object store and Temporal server by their variables: the same commands, and nobody needs the data folder. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../apps/embedded/engine.ts';
import { readConfig } from '../../apps/config/config.ts';
import { secrets } from '../../apps/config/schema.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { listAccounts } from '../../apps/operations/accounts/read.ts';
import { foldPaper } from '../../domain/execution/paper/state.ts';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import type { ErrorBody } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { DATABASE_URL, openFreshDatabase, type Opened, s3Options } from '../contract/stores/targets.ts';
import type { Database } from '../../activities/ports.ts';
import { Installation, isAlive, type Running } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';
import { eventually } from '../fixtures/eventually.ts';

const MODULES_SPY = fileURLToPath(new URL('../fixtures/modules-spy.mjs', import.meta.url));
/** What reads text, posts, forecasts or takes real orders has no business where trades are made (P9, P10). */
const FORBIDDEN_TO_TRADERS =
  /\/adapters\/(telegram|publish|compute|chart|pdf|exchange\/orders)\/|\/domain\/narrative\//;

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

    describe('while "start" runs', () => {
      let start: Running;
      beforeAll(() => {
        const env = {
          ...{
            PAPER_STREAMS: 'manual',
            EXECUTOR_SWEEP_MS: '1000',
            EXECUTOR_IDLE_MS: '1000',
            EXECUTOR_TRADE_MS: '1000',
          },
          ...{ NODE_OPTIONS: `--import=${MODULES_SPY}`, MODULES_FOLDER: folder },
        };
        start = almanac.start(['start', '--source=simulated'], { env });
      });

      it('P10: the executor’s process has the key of its database and no other, and its books survive two kills', async () => {
        const stores = createStores(database.value);
        await start.until('Polling the queue "execution"');
        const [first] = executorPids(start);
        const environment = await readFile(`/proc/${first}/environ`, 'utf8');
        expect(environment).toContain(database.url);
        for (const name of Object.keys(secrets).filter((secret) => secret !== 'DATABASE_URL')) {
          expect(environment).not.toContain(name);
        }
        expect(environment).not.toContain(s3Options().secretAccessKey);
        const modules = (await readFile(join(folder, `modules-${first}`), 'utf8')).split('\n');
        expect(modules.some((url) => url.includes('/adapters/paper-venue/'))).toBe(true);
        expect(modules.filter((url) => FORBIDDEN_TO_TRADERS.test(url))).toEqual([]);
        await eventually(
          async () =>
            (await listAccounts(stores, null, Date.now())).accounts.filter(({ isReconciled }) => isReconciled)
              .length === 4,
        );
        const { document } = await almanac.ask<PrintedRelease>(['release', '--slot=manual', '--source=simulated']);
        expect(document.error).toBeNull();
        // at a plan that is being carried out, then with all of them taken and a position there that must live on
        for (const { plans, positions } of [
          { plans: 1, positions: 0 },
          { plans: 3, positions: 1 },
        ]) {
          const count = async (type: string) =>
            (await database.value.query('select from account_events where type = $1', [type])).length;
          await eventually(
            async () => (await count('plan-accepted')) >= plans && (await count('position-opened')) >= positions,
          );
          const killed = executorPids(start).at(-1) ?? 0;
          process.kill(killed, 'SIGKILL');
          await eventually(() => executorPids(start).at(-1) !== killed);
        }
        const settled = await eventually(async () => {
          const { accounts } = await listAccounts(stores, null, Date.now());
          const isCalm = accounts.every((row) => row.isReconciled && row.alarms.length + row.unknownOrders === 0);
          return isCalm && accounts.every(({ trade }) => trade === null || trade.phase === 'open') && accounts;
        });
        for (const { accountId, symbol, positionBase, cashQuote, halts } of settled) {
          const atVenue = foldPaper(await stores.paperVenue.events({ accountId, symbol }));
          expect([positionBase, cashQuote, halts]).toEqual([
            ...[atVenue?.book.positionBase, atVenue?.book.cashQuote].map((value) => value?.toFixed()),
            [],
          ]);
          const entries = Object.values(atVenue?.orders ?? {}).filter(({ stopPrice }) => stopPrice === null);
          expect(entries.length).toBeLessThanOrEqual(1);
        }
        expect(settled.filter(({ positionBase }) => positionBase !== '0').length).toBeGreaterThan(0);
      });

      it('its worker is apart, is started again when it dies, and taken along when it ends', async () => {
        const [first] = workerPids(start);
        process.kill(first, 'SIGKILL');
        await start.until(`The forecast worker (process ${first}) ended with SIGKILL; starting it again`);
        const second = await eventually(() => workerPids(start)[1]);
        start.kill('SIGINT');
        expect(await start.ended).toMatchObject({ code: 0 });
        expect(isAlive(second)).toBe(false);
      });
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

function executorPids({ output }: Running): number[] {
  return [...output.matchAll(/Process (\d+): execution worker/g)].map(([, pid]) => Number(pid));
}
