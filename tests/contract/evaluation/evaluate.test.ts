import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Money } from '../../../domain/accounting/money.ts';
import { type Candles, DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';
import { backtestCards } from '../../../lab/backtest/cards/backtest-cards.ts';
import { evaluate } from '../../../lab/evaluation/evaluate.ts';
import type { EvaluationPlan } from '../../../lab/evaluation/plan.ts';
import { hundredDays, hundredDaysCutoff, marketFile } from '../../fixtures/market-file.ts';

/** The last days of the hundred, up to two days before what follows the cutoff ends. */
const plan: EvaluationPlan = {
  symbol: 'BTC/USDT',
  from: hundredDaysCutoff - 3 * DAY_MS,
  to: hundredDaysCutoff + DAY_MS,
  slots: ['00:00', '12:00'],
  zone: 'UTC',
  barMs: HOUR_MS,
  horizonsHours: [4, 24],
  every: 1,
  seed: '1',
};

interface Run {
  readonly lines: readonly string[];
  readonly told: readonly string[];
  readonly summary: string;
}

async function run(candles: Candles, out: string, over: Partial<EvaluationPlan> = {}): Promise<Run> {
  await using file = await marketFile(candles);
  const told: string[] = [];
  await evaluate({
    plan: { ...plan, ...over },
    files: [file.path],
    out,
    members: false,
    blocks: [],
    threads: 2,
    codeVersion: 'tested-code',
    tell: (line) => told.push(line),
    signal: new AbortController().signal,
  });
  const text = await readFile(join(out, 'forecasts.csv'), 'utf8');
  const summary = await readFile(join(out, 'summary.json'), 'utf8');
  return { lines: text.trim().split('\n').slice(1), told, summary };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'almanac-evaluate-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Another market from a moment on, no bar of which could be refused. */
function otherwiseFrom(candles: Candles, at: number): Candles {
  const other = (price: number, i: number) => (candles.openTime[i] < at ? price : 1.3 * price);
  return {
    ...candles,
    open: candles.open.map(other),
    high: candles.high.map(other),
    low: candles.low.map(other),
    close: candles.close.map(other),
  };
}

/** The shadow cards of the releases that were kept in a folder, traded on a perpetual. */
async function tradeShadowCards(candles: Candles, evaluation: string, out: string) {
  await using file = await marketFile(candles);
  const { symbol, from, to, seed } = plan;
  const { summary } = await backtestCards({
    plan: {
      ...{ symbol, from, to: to + DAY_MS, seed },
      ...{ fee: '0.001', spread: '0.0005', slippage: '0.0005', tried: 1, regimes: false },
      startQuote: new Money(10_000),
      evaluation: plan,
      cards: { ...DEFAULT_CARD_SETTINGS, equityQuote: 10_000 },
      shadow: true,
      threads: 2,
    },
    files: [file.path],
    evaluation,
    funding: null,
    minutes: [],
    limits: null,
    out,
    codeVersion: 'tested-code',
    tell: (line) => expect(line).not.toMatch(/har-x|releases/),
    signal: new AbortController().signal,
  });
  return summary;
}

describe('an evaluation', { timeout: 240_000 }, () => {
  it('says the same before a moment, whatever came after it, and something else after it', () =>
    inFolder(async (folder) => {
      const as = await run(hundredDays, join(folder, 'as-it-was'));
      const other = await run(otherwiseFrom(hundredDays, hundredDaysCutoff), join(folder, 'otherwise'));
      const issuedAt = (line: string) => Number(line.split(',')[1]);
      const said = (line: string) => line.split(',').slice(0, -2).join();
      const before = (lines: readonly string[]) =>
        lines.filter((line) => issuedAt(line) <= hundredDaysCutoff).map(said);
      const after = (lines: readonly string[]) => lines.filter((line) => issuedAt(line) > hundredDaysCutoff).map(said);
      expect(before(as.lines).length).toBeGreaterThanOrEqual(12);
      expect(before(other.lines)).toEqual(before(as.lines));
      expect(after(other.lines)).not.toEqual(after(as.lines));
    }));

  it('goes on where it was: what is there is not done again, and the bytes are the same', () =>
    inFolder(async (folder) => {
      const first = await run(hundredDays, folder);
      const walks = first.told.filter((line) => / s left of these, then 1 of another kind$/.test(line)).length;
      const releases = first.told.filter((line) => / {2}releases-.* s left$/.test(line)).length;
      expect(releases).toBe(1);
      const parts = walks + releases;
      const again = await run(hundredDays, folder);
      expect(again.told[0]).toBe(`${parts} of ${parts} pieces are there from before`);
      expect(again.lines).toEqual(first.lines);
      expect(JSON.parse(again.summary).horizons).toEqual(JSON.parse(first.summary).horizons);

      const out = join(folder, 'cards');
      const { cards, figures, shortfall, openAtEnd, finalEquityQuote, startQuote, byMonth } = await tradeShadowCards(
        hundredDays,
        folder,
        out,
      );
      expect(cards).toMatchObject({ releases: 8, offered: 16, actions: { 'NO-TRADE': 8 }, refused: {} });
      expect(cards.notTaken['the account is in a trade']).toBeGreaterThan(2);
      expect(figures.trades).toBeGreaterThan(2);
      expect(startQuote).toBe('20000');
      expect(Math.abs(Number(finalEquityQuote) - 20_000)).toBeLessThan(16 * 50);
      expect(byMonth.length).toBeGreaterThan(0);
      const written = (name: string) => readFile(join(out, name), 'utf8');
      expect((await written('fills.csv')).trim().split('\n')).toHaveLength(1 + shortfall.fills);
      expect((await written('trades.csv')).trim().split('\n')).toHaveLength(1 + figures.trades + openAtEnd);
      expect(await written('report.md')).toMatch(/8 releases: 0 LONG, 0 SHORT, 8 NO-TRADE[^]*Not measurable/);
    }));

  it('keeps the row of a refused decision, with the code', () =>
    inFolder(async (folder) => {
      const hole = hundredDays.openTime.findIndex((at) => at === hundredDaysCutoff - 2 * DAY_MS);
      const without = (column: Float64Array) => column.filter((_, i) => i < hole || i >= hole + 3);
      const holed: Candles = {
        ...hundredDays,
        openTime: without(hundredDays.openTime),
        open: without(hundredDays.open),
        high: without(hundredDays.high),
        low: without(hundredDays.low),
        close: without(hundredDays.close),
        volume: without(hundredDays.volume),
      };
      const { lines, summary } = await run(holed, folder);
      const refused = lines.filter((line) => line.endsWith(',data.gap'));
      expect(refused.length).toBeGreaterThan(0);
      for (const line of refused) expect(line.split(',')).toHaveLength(111);
      expect(JSON.parse(summary).horizons[0].refused['data.gap']).toBe(refused.length / 2);
      const inTheHole = { from: hundredDaysCutoff - 2 * DAY_MS + 4 * HOUR_MS, to: hundredDaysCutoff - DAY_MS };
      const all = await run(holed, folder, inTheHole);
      expect(all.lines.every((line) => line.includes(',data.'))).toBe(true);
      expect(JSON.parse(all.summary).horizons[0]).toMatchObject({ rows: 0, skill: { value: null } });
    }));

  it('refuses what could only end in refusals', async () => {
    const out = join(tmpdir(), 'almanac-never-written');
    const early = { from: hundredDaysCutoff - 80 * DAY_MS };
    await expect(run(hundredDays, out, early)).rejects.toMatchObject({ code: 'data.too-little-history' });
    const late = { from: hundredDaysCutoff + 300 * DAY_MS, to: hundredDaysCutoff + 310 * DAY_MS };
    await expect(run(hundredDays, out, late)).rejects.toMatchObject({ code: 'data.outside-range' });
    const none = { from: hundredDaysCutoff + HOUR_MS, to: hundredDaysCutoff + 2 * HOUR_MS, slots: ['23:00'] };
    await expect(run(hundredDays, out, none)).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
