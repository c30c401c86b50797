/** Three days of planned slots, and a month of them with MONTH_SLOTS=60 (`npm run bench -- month`): everything that a subscriber relies on, at once. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordVitals } from '../../activities/vitals.ts';
import { exportRecord } from '../../apps/operations/record/export.ts';
import { outcomeProblem } from '../../domain/ledger/check-outcome.ts';
import { committedRelease } from '../../domain/ledger/committed-release.ts';
import type { LedgerEntry } from '../../activities/ports.ts';
import { Rng } from '../../domain/numeric/random.ts';
import { VERIFIER_FILE } from '../../ops/toolchain/bundle-verifier.ts';
import { signer } from '../fixtures/kept-record.ts';
import { openSimulatedMonth, type SimulatedMonth } from '../fixtures/simulated-month.ts';
import { testServer } from '../fixtures/virtual-time.ts';

const SLOTS = Number(process.env.MONTH_SLOTS ?? 6);
const SEED = process.env.MONTH_SEED ?? 'month';
const SOURCE = 'simulated';
const FLIPS = 5;
const launcher = testServer();

describe.skipIf(!launcher)(
  `${SLOTS} planned slots with faults, lost answers, an outage and an exchange that is stale`,
  () => {
    let month: SimulatedMonth;
    let entries: readonly LedgerEntry[];
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'almanac-month-'));
      month = await openSimulatedMonth(launcher ?? '', SLOTS, SEED);
      await month.live();
      entries = await month.host.ports.stores.ledger.entries(SOURCE);
    }, 3_600_000);
    afterAll(async () => {
      await month?.[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    });

    const ofKind = (kind: LedgerEntry['kind']) => entries.filter((entry) => entry.kind === kind);
    const statusOf = (slot: SimulatedMonth['slots'][number]) =>
      month.outage.includes(slot) ? 'missed' : slot === month.stale ? 'fallback' : 'published';

    it('leave exactly one row per slot, each what it should be', () => {
      const rows = ofKind('release').map(({ key, body }) => [key, committedRelease(body).status]);
      expect(rows).toHaveLength(month.slots.length);
      expect(Object.fromEntries(rows)).toEqual(
        Object.fromEntries(month.slots.map((slot) => [month.idOf(slot), statusOf(slot)])),
      );
      expect(month.struck.activities).toBeGreaterThan(0);
    });

    it('are posted once each, with the hash of their row', async () => {
      const publications = await month.host.ports.stores.publications.list({ limit: 1_000 });
      expect(publications).toHaveLength(month.slots.length);
      for (const publication of publications) {
        const messages = await month.posted(publication);
        const hash = entries.find(({ key }) => key === publication.releaseId)?.hash ?? '';
        expect([publication.releaseId, publication.state, messages.length]).toEqual([
          ...[publication.releaseId, 'sent', publication.content?.parts],
        ]);
        expect(messages[0].text).toContain(hash);
      }
    });

    it('are scored at every horizon, as a stranger would score them', () => {
      const releases = new Map(ofKind('release').map((entry) => [entry.key, entry]));
      const outcomes = ofKind('outcome');
      const published = month.slots.filter((slot) => statusOf(slot) === 'published');
      const expected = published.flatMap((slot) => [4, 12, 24].map((hours) => `${month.idOf(slot)}_${hours}h`));
      expect(outcomes.map(({ key }) => key).sort()).toEqual(expected.sort());
      for (const { key, body } of outcomes) {
        const release = releases.get(key.slice(0, key.lastIndexOf('_')));
        const outcome = JSON.parse(body) as Parameters<typeof outcomeProblem>[0];
        expect(outcome.status).toBe('resolved');
        expect(outcomeProblem(outcome, committedRelease(release?.body ?? ''), release?.hash ?? '')).toBeNull();
      }
    });

    it('leave nothing that would wake a person', async () => {
      const { stores, clock } = month.host.ports;
      const vitals = await recordVitals(stores, SOURCE, clock.now());
      expect(vitals.publishers).toEqual([{ publisher: 'telegram', unknown: 0, waitingSince: null }]);
      expect(vitals.outcomesOverdue).toBe(0);
    });

    it('are a record that a stranger verifies in an empty folder, and that one flipped byte spoils', async () => {
      const { stores, clock } = month.host.ports;
      const file = join(folder, 'record.jsonl');
      await exportRecord({ stores, source: SOURCE, signer, codeVersion: 'month', clock }, file);
      await copyFile(VERIFIER_FILE, join(folder, 'verify-record.mjs'));
      const whole = await verify('record.jsonl', `--head=${entries.at(-1)?.hash}`);
      expect(whole.stdout).toContain('VERIFIED');
      expect(whole.code).toBe(0);
      const bytes = await readFile(file);
      const rng = Rng.seeded(SEED);
      for (let flip = 0; flip < FLIPS; flip++) {
        const place = rng.below(bytes.length);
        const flipped = Buffer.from(bytes);
        flipped[place] ^= 1 << rng.below(7);
        await writeFile(join(folder, 'flipped.jsonl'), flipped);
        expect([place, (await verify('flipped.jsonl')).code]).toEqual([place, 3]);
      }
    });

    function verify(...words: readonly string[]) {
      return new Promise<{ code: number; stdout: string }>((resolve) => {
        const options = { cwd: folder, env: {} };
        execFile(process.execPath, ['verify-record.mjs', ...words], options, (failure, stdout) =>
          resolve({ code: failure ? Number(failure.code) : 0, stdout }),
        );
      });
    }
  },
);
