import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, FIVE_MINUTES_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { evaluate } from '../../../lab/evaluation/evaluate.ts';
import type { EvaluationSummary } from '../../../lab/evaluation/scores/summary.ts';
import { candleLines } from '../../fixtures/recorded-bars.ts';
import { sharedData } from '../../shared-data.ts';

const RECORDED = sharedData('ohlcv/BTCUSDT-1m-2021-11_2021-12.csv.gz');
const FROM = Date.UTC(2021, 11, 4);

interface Run {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly summary: EvaluationSummary;
}

async function run(file: string, out: string): Promise<Run> {
  const summary = await evaluate({
    plan: {
      symbol: 'BTC/USDT',
      from: FROM,
      to: FROM + 5 * DAY_MS,
      barMs: FIVE_MINUTES_MS,
      slots: ['triggered'],
      zone: 'UTC',
      horizonsHours: [0.5, 1],
      every: 1,
      seed: '1',
    },
    files: [file],
    out,
    members: true,
    blocks: [],
    threads: 2,
    codeVersion: 'tested-code',
    tell: () => undefined,
    signal: new AbortController().signal,
  });
  const [head, ...lines] = (await readFile(join(out, 'forecasts.csv'), 'utf8')).trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
  return { rows, summary };
}

/** The recorded minutes up to a moment, and another market from then on. */
async function otherwiseFrom(file: string, folder: string, at: number): Promise<string> {
  const path = join(folder, 'BTCUSDT-otherwise.csv.gz');
  const lines = candleLines(file).map((line) => {
    const [openTime, open, high, low, close, volume] = line.split(',').map(Number);
    if (openTime < at) return line;
    return [openTime, ...[open, high, low, close].map((price) => 1.02 * price), volume].join(',');
  });
  await writeFile(path, gzipSync(`timestamp_ms,open,high,low,close,volume\n${lines.join('\n')}\n`));
  return path;
}

const said = ({ outcome_log_return: _, ...rest }: Readonly<Record<string, string>>) => rest;

describe.skipIf(!RECORDED)('an evaluation of 30 and 60 minutes on recorded minutes', { timeout: 120_000 }, () => {
  const at = FROM + 2.5 * DAY_MS;
  const before = (row: Readonly<Record<string, string>>) => Number(row.issued_at_ms) <= at;
  let folder: string;
  let as: Run;
  let other: Run;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-triggered-'));
    as = await run(RECORDED ?? '', join(folder, 'as'));
    other = await run(await otherwiseFrom(RECORDED ?? '', folder, at), join(folder, 'other'));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('decides at triggers, beside the baselines of the stream, and judges nothing', () => {
    const { rows, summary } = as;
    const published = rows.filter(({ model }) => model === 'ensemble');
    expect(published.length).toBeGreaterThanOrEqual(10);
    expect(new Set(published.map((row) => row.horizon_hours))).toEqual(new Set(['0.5', '1']));
    expect(published.every((row) => Number(row.issued_at_ms) % FIVE_MINUTES_MS === 0)).toBe(true);
    expect(published.some((row) => Number(row.issued_at_ms) % HOUR_MS !== 0)).toBe(true);
    const models = new Set(rows.map(({ model }) => model));
    for (const model of ['har-x', 'stochastic-volatility', 'climatology', 'conditional-climatology']) {
      expect(models).toContain(model);
    }
    expect(summary).toMatchObject({ judged: [], reference: 'conditional-climatology' });
  });

  it('says the same before a moment, whatever came after it', () => {
    expect(as.rows.filter(before).length).toBeGreaterThan(50);
    expect(other.rows.filter(before).map(said)).toEqual(as.rows.filter(before).map(said));
    expect(other.rows.map(said)).not.toEqual(as.rows.map(said));
  });
});
