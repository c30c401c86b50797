import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateBacktest } from '../../../domain/ledger/backtest.ts';
import { evaluate } from '../../../lab/evaluation/evaluate.ts';
import { readPlan } from '../../../lab/evaluation/read-plan.ts';
import { readSeries } from '../../../lab/evaluation/blocks/read-series.ts';
import type { EvaluationSummary } from '../../../lab/evaluation/scores/summary.ts';
import { RECORDED_BTC } from '../../fixtures/recorded-bars.ts';

/** A small evaluation, the same on every machine: what it scores may rise, and must not fall below this. */
const FLOORS = [
  { horizonHours: 4, skill: 0.02 },
  { horizonHours: 12, skill: -0.01 },
  { horizonHours: 24, skill: -0.01 },
] as const;

describe.skipIf(!RECORDED_BTC)('three months of recorded hours', { timeout: 240_000 }, () => {
  let out: string;
  let summary: EvaluationSummary;

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'almanac-regression-'));
    summary = await evaluate({
      ...readPlan({
        ...{ symbol: 'BTC/USDT', from: '2023-03-01', to: '2023-06-01', slots: '00:00,12:00', zone: 'UTC' },
        ...{ horizons: '4h,12h,24h', every: '3', seed: '1', shares: 'own', threads: '2' },
      }),
      files: [RECORDED_BTC ?? ''],
      out,
      members: true,
      blocks: [{ kind: 'volume', series: await readSeries('volume', RECORDED_BTC ?? '') }],
      candidate: 'four-carry-1-stacked',
      codeVersion: 'tested-code',
      tell: () => undefined,
      signal: new AbortController().signal,
    });
  }, 240_000);
  afterAll(() => rm(out, { recursive: true, force: true }));

  it.each(FLOORS)('at $horizonHours h the published forecast keeps its skill and coverage', (floor) => {
    const horizon = summary.horizons.find(({ horizonHours }) => horizonHours === floor.horizonHours);
    expect(horizon?.rows).toBeGreaterThan(50);
    expect(horizon?.skill.value).toBeGreaterThanOrEqual(floor.skill);
    expect(horizon?.coverage['80']).toBeGreaterThanOrEqual(0.7);
    expect(horizon?.coverage['80']).toBeLessThanOrEqual(0.92);
  });

  it('what another recipe would have said is beside it: one pair a scored decision, and its shares are not the same', async () => {
    const { pairs, ...of } = JSON.parse(await readFile(join(out, 'candidate.json'), 'utf8')) as CandidateBacktest;
    expect(of).toMatchObject({ recipe: 'four-carry-1-stacked', beside: 'four-carry-1', codeVersion: 'tested-code' });
    for (const { horizonHours, rows } of summary.horizons) {
      const own = pairs.filter((pair) => pair.horizonHours === horizonHours);
      expect(own).toHaveLength(rows);
      expect(own.every(({ running, candidate, bound }) => bound > 0 && Math.abs(running - candidate) <= bound)).toBe(
        true,
      );
      expect(own.filter(({ running, candidate }) => running !== candidate).length).toBeGreaterThan(0.9 * rows);
    }
  });

  it('somebody who recomputes the scores from the forecasts alone finds the same, and a false one is found', async () => {
    const recompute = (summaryFile: string) =>
      promisify(execFile)(process.execPath, ['lab/recompute-scores.ts', join(out, 'forecasts.csv'), summaryFile]);
    await expect(recompute(join(out, 'summary.json'))).resolves.toMatchObject({ stderr: '' });
    const text = await readFile(join(out, 'summary.json'), 'utf8');
    const flattered = JSON.parse(text);
    flattered.horizons[0].skill.value += 2e-9;
    const untrue = join(out, 'flattered.json');
    await writeFile(untrue, JSON.stringify(flattered));
    await expect(recompute(untrue)).rejects.toMatchObject({ code: 3 });
  });

  it('a block that was asked for is measured beside the forecasts, and so are the similar windows', async () => {
    expect(summary.ablation.map(({ block, horizonHours }) => `${block} ${horizonHours}`)).toEqual([
      'volume 4',
      'volume 12',
      'volume 24',
    ]);
    for (const { rows, gain } of summary.ablation) {
      expect(rows).toBeGreaterThan(50);
      expect(Math.abs(gain.value)).toBeLessThan(0.02);
      expect(gain.low).toBeLessThan(gain.value);
    }
    for (const { rows, neighbours } of summary.horizons) {
      expect(neighbours.rows).toBeGreaterThan(0.8 * rows);
      expect(neighbours.pitCounts.reduce((sum, count) => sum + count)).toBe(neighbours.rows);
      expect(neighbours.coverage['80']).toBeGreaterThan(0.3);
      expect(neighbours.coverage['80']).toBeLessThan(0.9);
    }
    const report = await readFile(join(out, 'report.md'), 'utf8');
    expect(report).toContain('| volume | 24 h |');
    expect(report).toContain('## What followed the similar windows');
  });

  it('the report names every limit, and every diagram it shows is there', async () => {
    const report = await readFile(join(out, 'report.md'), 'utf8');
    expect(report).toContain(`of ${summary.judged.length} limits`);
    const shown = [...report.matchAll(/\]\((\S+\.png)\)/g)].map(([, name]) => name);
    expect(shown).toHaveLength(8);
    for (const name of shown) {
      expect((await readFile(join(out, name))).length).toBeGreaterThan(10_000);
      expect(await readFile(join(out, name.replace('.png', '.svg')), 'utf8')).toContain('</svg>');
    }
  });
});
