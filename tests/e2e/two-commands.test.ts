/** Two commands at once on one data folder: the second talks to the first, or is refused by name. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import type { ErrorBody } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { Installation, type Running } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';

describe.skipIf(RECORDED_BTC === null)('two commands on one data folder', () => {
  let folder = '';
  let words: readonly string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-two-'));
    const file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', recordedBars(120));
    words = ['release', '--slot=manual', `--candles=${file}`, `--as-of=${AS_OF}`];
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('the same release asked for twice at once is one release, and both print it', async () => {
    await using almanac = await Installation.make();
    const both = await Promise.all([almanac.ask<PrintedRelease>(words), almanac.ask<PrintedRelease>(words)]);
    expect(both.map(({ document }) => document.error)).toEqual([null, null]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both[0].document).toEqual(both[1].document);
    const { document: rows } = await almanac.ask<ReleaseRow[]>(['releases', 'list']);
    expect(rows).toMatchObject([{ slot: 'manual', status: 'published', sequence: 1 }]);
  });

  describe('while "start" runs', () => {
    let almanac: Installation;
    let owner: Running;
    beforeAll(async () => {
      almanac = await Installation.make();
      owner = almanac.start(['start', '--source=simulated']);
      await owner.until('Almanac is running');
    });
    afterAll(() => almanac[Symbol.asyncDispose]());

    it('a second "start" is refused, and says which process holds the folder', async () => {
      const { code, document } = await almanac.ask<{ error: ErrorBody }>(['start', '--source=simulated']);
      expect(code).toBe(1);
      expect(document.error).toMatchObject({ code: 'host.locked', detail: { pid: owner.pid } });
      expect(document.error.message).toContain(`process ${owner.pid} ("start --source=simulated")`);
    });

    it('releases that differ in their seed, asked for at the same moment, are two', async () => {
      const asked = { slot: 'manual', candles: [words[2].slice('--candles='.length)], asOf: AS_OF };
      const [first, second] = await Promise.all([
        almanac.askOwner<PrintedRelease>('release', { ...asked, seed: '7' }),
        almanac.askOwner<PrintedRelease>('release', { ...asked, seed: '8' }),
      ]);
      expect(new Set([first.slot, second.slot])).toEqual(new Set(['manual', 'manual-2']));
      expect([first.seed, second.seed]).toEqual(['7', '8']);
      expect(first.ledger.sequence).not.toBe(second.ledger.sequence);
    });

    it('a release is told step by step by the owner, and its page stays up', async () => {
      const { code, stdout } = await almanac.run(words);
      expect(code).toBe(0);
      expect(stdout).toMatch(/✓ ingest[\s\S]*✓ publish/);
      const { ui } = JSON.parse(await readFile(join(almanac.dataDir, 'owner.json'), 'utf8')) as { ui: string };
      expect((await fetch(ui)).status).toBe(200);
      expect(stdout.replaceAll(/\s+/g, '')).toContain(`${ui}/namespaces/default/workflows/`);
    });

    it('Ctrl-C on the second command leaves the owner running, and its release too', async () => {
      const second = almanac.start([...words, '--seed=9', '--json']);
      await second.until('✓ ingest');
      second.kill('SIGINT');
      const { code, stdout } = await second.ended;
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'release.cancelled' } });
      const release = await almanac.ask<PrintedRelease>([...words, '--seed=9']);
      expect(release).toMatchObject({ code: 0, document: { status: 'published', seed: '9' } });
    });

    it('"start" ends with 0 on Ctrl-C, takes the engine with it, and the folder is free', async () => {
      owner.kill('SIGINT');
      expect(await owner.ended).toMatchObject({ code: 0, signal: null });
      expect(await almanac.enginePid()).toBeNull();
      expect((await almanac.ask<ReleaseRow[]>(['releases', 'list'])).code).toBe(0);
    });
  });
});
