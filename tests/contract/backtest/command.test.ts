import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../apps/cli/run.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import type { BacktestSummary } from '../../../lab/backtest/summary.ts';
import { hundredDays, marketFile } from '../../fixtures/market-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-backtest-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function backtestCommand(...words: readonly string[]): Promise<{ code: number; stdout: string }> {
  const printed: string[] = [];
  const keep = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  const written = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockReturnValue(true),
  ];
  try {
    return { code: await runCli(['backtest', ...words], {}), stdout: printed.join('') };
  } finally {
    for (const spy of written) spy.mockRestore();
  }
}

const dayOf = (bar: number) => new Date(hundredDays.openTime[bar]).toISOString().slice(0, 10);
const files = (out: string) =>
  Promise.all(
    ['trades.csv', 'summary.json', 'report.md', 'equity.svg'].map((name) => readFile(join(out, name), 'utf8')),
  );

/** A `forecasts.csv` of one 24-hour forecast at each midnight, whose width doubles and halves. */
async function forecastFile(): Promise<string> {
  const path = join(folder, 'forecasts.csv');
  const levels = LEVELS.map((level) => `q${level}`).join(',');
  const rows = Array.from({ length: 90 }, (_, day) => {
    const sigma = day % 20 < 10 ? 0.02 : 0.04;
    const quantiles = LEVELS.map((level) => 2 * 1.2815515655446004 * sigma * ((level - 0.5) / 0.8)).join(',');
    return `BTC/USDT,${hundredDays.openTime[0] + day * 86_400_000},24,1,0.5,${quantiles},ensemble,,`;
  });
  const head = `symbol,issued_at_ms,horizon_hours,base_price,p_up,${levels},model,outcome_log_return,refused_reason`;
  await writeFile(path, `${[head, ...rows].join('\n')}\n`);
  return path;
}

describe('the command `backtest`', () => {
  it('writes trades, summary, report and chart, the same bytes for the same words', async () => {
    await using market = await marketFile(hundredDays);
    const words = ['--strategy=ema-cross', `--candles=${market.path}`, '--stop-loss=0.02', '--take-profit=0.03'];
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    const { code, stdout } = await backtestCommand('--json', ...words, `--out=${a}`);
    await backtestCommand(...words, `--out=${b}`);
    const { engineMs, ...document } = JSON.parse(stdout) as BacktestSummary & { engineMs: number };
    expect(code).toBe(0);
    expect(engineMs).toBeGreaterThan(0);
    const [trades, summary, report] = await files(a);
    expect(await files(b)).toEqual([trades, summary, report, expect.any(String)]);
    expect(JSON.parse(summary)).toEqual(document);
    expect(trades.trim().split('\n').length).toBe(1 + document.figures.trades + document.openAtEnd);
    expect(report).toContain('prove nothing');
    for (const formula of Object.values(document.formulas)) expect(report).toContain(formula);
  });

  it('trades vol-target on the forecasts of an evaluation, beside its own mean exposure', async () => {
    await using market = await marketFile(hundredDays);
    const out = join(folder, 'vol');
    const words = ['--strategy=vol-target', `--candles=${market.path}`, `--out=${out}`, '--json'];
    const { code, stdout } = await backtestCommand(...words, `--forecasts=${await forecastFile()}`);
    const { figures, beside } = JSON.parse(stdout) as BacktestSummary;
    expect(code).toBe(0);
    expect(figures.meanExposure).toBeGreaterThan(0.3);
    expect(figures.meanExposure).toBeLessThan(0.85);
    expect(beside.map(({ name }) => name)).toEqual(['buy and hold', 'constant exposure', 'cash']);
    expect(await backtestCommand(...words)).toMatchObject({ code: 2, stdout: expect.stringContaining('--forecasts') });
    const later = [`--forecasts=${await forecastFile()}`, `--from=${dayOf(24 * 95)}`];
    expect(await backtestCommand(...words, ...later)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('data.outside-range'),
    });
  });

  it('asks the risk rules about every order, and holds to the limits of a file', async () => {
    await using market = await marketFile(hundredDays);
    const limits = join(folder, 'limits.json');
    await writeFile(limits, '{"orders-per-day": 0}');
    const words = ['--strategy=ema-cross', `--candles=${market.path}`, `--out=${join(folder, 'limits')}`, '--json'];
    const held = JSON.parse((await backtestCommand(...words, `--limits=${limits}`)).stdout) as BacktestSummary;
    expect(held.figures.trades).toBe(0);
    expect(held.limits).toEqual({ 'orders-per-day': 0 });
    expect(held.vetoes['orders-per-day']).toBeGreaterThan(0);
    await writeFile(limits, '{"largest-loss": 1}');
    expect(await backtestCommand(...words, `--limits=${limits}`)).toMatchObject({ code: 2 });
  });

  it('tells trades apart by the regime at their entry where that is asked for', async () => {
    await using market = await marketFile(hundredDays);
    const out = join(folder, 'regimes');
    const words = ['--strategy=ema-cross', `--candles=${market.path}`, `--out=${out}`, '--json', '--regimes'];
    const { figures, byRegime } = JSON.parse((await backtestCommand(...words)).stdout) as BacktestSummary;
    const groups = Object.values(byRegime!);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(figures.trades);
    expect(Object.keys(byRegime!)).not.toContain('unknown');
  });

  it('trades only the days asked for', async () => {
    await using market = await marketFile(hundredDays);
    const span = [`--from=${dayOf(24 * 20)}`, `--to=${dayOf(24 * 40)}`];
    const words = ['--strategy=buy-and-hold', `--candles=${market.path}`, `--out=${join(folder, 'span')}`, '--json'];
    const document = JSON.parse((await backtestCommand(...words, ...span)).stdout) as BacktestSummary;
    expect([document.from.slice(0, 10), document.to.slice(0, 10)]).toEqual([dayOf(24 * 20), dayOf(24 * 40)]);
    expect(document.tooFew).toHaveLength(2);
  });

  it.each([
    ['a strategy that does not exist', 2, 'input.invalid', ['--strategy=martingale']],
    ['a fee that is no fraction', 2, 'input.invalid', ['--fee=10%']],
    ['a convention that is none', 2, 'input.invalid', ['--convention=worst']],
    ['a stop below nothing', 2, 'input.invalid', ['--stop-loss=1.5']],
    ['a symbol that is none', 2, 'input.unknown-symbol', ['--symbol=bitcoin']],
    ['a span without data', 3, 'data.outside-range', ['--from=2031-01-01']],
    ['a file that is not there', 2, 'input.unreadable-file', ['--candles=nowhere.csv']],
    ['cards of no days', 2, 'input.invalid', ['--strategy=cards']],
    [
      'cards for a market that is none',
      2,
      'input.invalid',
      ['--strategy=cards', '--from=2019-01-01', '--to=2019-01-02', '--market=margin'],
    ],
    ['forecasts for a strategy that reads none', 2, 'input.invalid', ['--forecasts=MARKET']],
    ['forecasts that are none', 3, 'data.malformed', ['--strategy=vol-target', '--forecasts=MARKET']],
  ] as const)('refuses %s with %i and %s, and leaves nothing', async (_, exitCode, errorCode, wrong) => {
    await using market = await marketFile(hundredDays);
    const out = join(folder, 'refused');
    const given = wrong.map((word) => word.replace('MARKET', market.path));
    const candles = given.some((word) => word.startsWith('--candles')) ? [] : [`--candles=${market.path}`];
    const words = ['--json', '--strategy=ema-cross', ...candles, `--out=${out}`, ...given];
    const { code, stdout } = await backtestCommand(...words);
    expect(code).toBe(exitCode);
    expect(JSON.parse(stdout).error.code).toBe(errorCode);
    expect(existsSync(out)).toBe(false);
  });
});
