/** What `release` prints: one document for machines, one page for people. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { type Finished, Installation } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';

/** DESIGN §9. */
const PROMISED =
  'releaseId symbol slot cutoff status basePrice sources forecasts regime similar scenarios card artefacts ledger timingsMs'.split(
    ' ',
  );

describe.skipIf(RECORDED_BTC === null)('a release from recorded prices', () => {
  let folder = '';
  let almanac: Installation;
  let made: Finished;
  let release: PrintedRelease;
  let words: readonly string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-recorded-'));
    const file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', recordedBars(120, 24));
    words = ['release', '--slot=manual', '--source=recorded', `--candles=${file}`, `--as-of=${AS_OF}`];
    almanac = await Installation.make();
    made = await almanac.run([...words, '--json']);
    release = JSON.parse(made.stdout) as PrintedRelease;
    expect(release.error, made.stderr).toBeNull();
  });
  afterAll(async () => {
    await almanac[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it('is one JSON document on stdout; the steps and everything else are on stderr', () => {
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toMatch(/^\{\n[\s\S]*\n\}\n$/);
    for (const step of ['ingest', 'models', 'commit', 'publish']) expect(made.stderr).toContain(`✓ ${step}`);
  });

  it('has every promised field', () => {
    expect(Object.keys(release)).toEqual(expect.arrayContaining(PROMISED));
    expect(release).toMatchObject({
      releaseId: 'BTC-USDT_20230601T1200Z_manual',
      symbol: 'BTC/USDT',
      slot: 'manual',
      status: 'published',
      source: 'recorded',
      ledger: { sequence: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(Date.parse(release.cutoff)).toBe(Date.parse(AS_OF));
    expect(Object.keys(release.timingsMs)).toEqual(expect.arrayContaining(['ingest', 'models', 'ensemble']));
    for (const { key, sha256, bytes } of release.artefacts) {
      expect(key).toMatch(/^(releases|learned)\//);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(0);
    }
  });

  it('says how old each source is', () => {
    for (const { name, status, ageMs, reason } of release.sources) {
      expect(['ok', 'absent', 'degraded']).toContain(status);
      expect(status === 'absent' ? reason : ageMs, name).not.toBeNull();
    }
  });

  it('forecasts 4, 12 and 24 hours with ascending prices on the whole grid', () => {
    expect(release.forecasts.map(({ horizonHours }) => horizonHours)).toEqual([4, 12, 24]);
    for (const { levels, quantiles, pUp, intervals, baseline, members } of release.forecasts) {
      expect(levels).toHaveLength(103);
      expect(levels).toEqual([...levels].sort((a, b) => a - b));
      expect(quantiles).toHaveLength(103);
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
      expect(pUp).toBeGreaterThan(0);
      expect(pUp).toBeLessThan(1);
      expect(intervals['95'][0]).toBeLessThan(intervals['80'][0]);
      expect(intervals['80'][0]).toBeLessThan(intervals['50'][0]);
      expect(intervals['50'][1]).toBeLessThan(intervals['80'][1]);
      expect(intervals['80'][1]).toBeLessThan(intervals['95'][1]);
      expect(baseline.name).toBe('climatology');
      expect(members.length).toBeGreaterThan(1);
    }
  });

  it('has scenarios whose probabilities sum to exactly one, and regimes whose do', () => {
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(Math.round(sum(release.scenarios.map(({ probability }) => probability)) * 10_000)).toBe(10_000);
    expect(sum(Object.values(release.regime?.probabilities ?? {}))).toBeCloseTo(1, 9);
    expect(['LONG', 'SHORT', 'NO-TRADE']).toContain(release.card.action);
  });

  it('is shown again, to the letter, by its id', async () => {
    const shown = await almanac.ask<PrintedRelease>(['releases', 'show', release.releaseId]);
    expect(shown).toMatchObject({ code: 0, document: release });
  });

  it('is a page without colour codes for a person who pipes it; asked for again it is a release of its own', async () => {
    const { code, stdout, stderr } = await almanac.run(words);
    expect(code, stderr).toBe(0);
    expect(stdout).not.toContain('\u001B[');
    for (const word of ['in 24 h', 'climatology 80%', 'Scenarios', 'Similar windows', 'manual-2', 'chart.png'])
      expect(stdout).toContain(word);
    expect(stdout.split('\n').every((line) => line.length <= 120)).toBe(true);
  });
});
