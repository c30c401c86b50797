/** How fast a strategy is traded with orders, exits and ledger on, beside backtesting.py on the same candles in the same run. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Candles } from '../../domain/market/candles.ts';
import { Rng } from '../../domain/numeric/random.ts';
import { shuffledTrades } from '../../domain/performance/monte-carlo.ts';
import { loadCandles } from '../backtest/load.ts';
import { type BacktestPlan, venueOf } from '../backtest/plan.ts';
import { readPlan } from '../backtest/read-plan.ts';
import { NO_LIMITS } from '../backtest/risk-record.ts';
import { runBacktest } from '../backtest/run.ts';
import { executorFigure } from './executor-over-bars.ts';
import type { Figure } from './figure.ts';
import { recordedCandles } from './places.ts';
import { runCommand } from './processes/command.ts';
import { pythonWith } from './python.ts';

const MARKETS = [
  { name: 'hours', file: 'BTCUSDT-1h-2017-2023.csv.gz', symbol: 'BTC/USDT' },
  { name: 'minutes', file: 'bitfinex-BTCUSD-1m-2019H1.csv.gz', symbol: 'BTC/USD' },
] as const;
const STOPS = { stopLoss: '0.02', takeProfit: '0.03' };
const DEFAULTS = {
  strategy: 'ema-cross',
  fee: '0.001',
  spread: '0',
  slippage: '0',
  cash: '10000',
  tried: '1',
  seed: '1',
};
const LEAST_CANDLES_PER_SECOND = 500_000;
const RUNS = 7;
const REFERENCE = { backtesting: '0.6.6' };
const REFERENCE_RUNS = 3;
const MONTE_CARLO = { runs: 10_000, trades: 500, limitMs: 200 };
const PROCESS_LIMIT_MS = 1_000;
const MEMORY_LIMIT_MB = 200;
const YOUNG_HEAP = '--max-semi-space-size=4';

export async function backtestFigures(tell: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [monteCarloFigure()];
  for (const { name, file, symbol } of MARKETS) {
    const path = recordedCandles(file);
    if (path === null) figures.push(missing(`ema-cross on ${name}`, `${file} is absent (set SHARED_DATA)`));
    else figures.push(...(await marketFigures(name, path, symbol, tell)));
  }
  return figures;
}

async function marketFigures(
  name: string,
  path: string,
  symbol: string,
  tell: (line: string) => void,
): Promise<Figure[]> {
  const plain = readPlan({ ...DEFAULTS, symbol });
  const stopped = readPlan({ ...DEFAULTS, ...STOPS, symbol });
  const { candles } = await loadCandles([path], plain);
  tell(`${candles.close.length} ${name}`);
  const stoppedMs = bestMs(stopped, candles);
  const figures = [
    engineFigure(`ema-cross on ${name}`, bestMs(plain, candles), candles),
    engineFigure(`the same with stop and target`, stoppedMs, candles),
    await referenceFigure(path, stoppedMs),
  ];
  return name === 'hours' ? [...figures, executorFigure(plain, candles), ...(await processFigures(path))] : figures;
}

function engineFigure(name: string, ms: number, { close }: Candles): Figure {
  const perSecond = Math.round((close.length / ms) * 1_000);
  return {
    name,
    measured: ms,
    unit: 'ms',
    limit: (close.length / LEAST_CANDLES_PER_SECOND) * 1_000,
    note: `${perSecond.toLocaleString('en')} candles a second, best of ${RUNS}`,
  };
}

function bestMs(plan: BacktestPlan, candles: Candles): number {
  const { strategy, stopDistance, targetDistance, startQuote } = plan;
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const decide = strategy.start({ stopDistance, targetDistance, forecasts: [] });
    const begun = performance.now();
    runBacktest({ candles, decide, venue: venueOf(plan), limits: NO_LIMITS, startQuote });
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}

const exec = promisify(execFile);

/** How many times as long the reference takes; it stops at the same distances, from the close of the signal. */
async function referenceFigure(path: string, ownMs: number): Promise<Figure> {
  const name = 'backtesting.py, against it';
  try {
    const python = await pythonWith('backtesting-reference', REFERENCE);
    const script = join(import.meta.dirname, 'backtest', 'backtesting_reference.py');
    const { stdout } = await exec(python, ['-W', 'ignore', script, path, String(REFERENCE_RUNS)]);
    const { seconds, trades } = JSON.parse(stdout) as { seconds: number; trades: number };
    const note = `${(1_000 * seconds).toFixed(0)} ms for ${trades} trades, best of ${REFERENCE_RUNS}`;
    return { name, measured: (1_000 * seconds) / ownMs, unit: '×', limit: null, note };
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    return missing(name, `skipped: ${failure.message.trim().split('\n')[0]}`);
  }
}

/** From Enter to the prompt, report and chart written; with the npm script's bound on the young heap, which grows with idle cores otherwise. */
async function processFigures(path: string): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'almanac-backtest-'));
  try {
    const peak = join(folder, 'peak');
    const tellPeak = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`;
    const environment = { NODE_OPTIONS: `${YOUNG_HEAP} --import=data:text/javascript,${encodeURIComponent(tellPeak)}` };
    const words = ['backtest', '--strategy=ema-cross', `--candles=${path}`, `--out=${join(folder, 'out')}`];
    await runCommand(words, environment);
    const { wallMs } = await runCommand(words, environment);
    const peakMb = Number(await readFile(peak, 'utf8')) / 1024;
    return [
      { name: 'the whole command', measured: wallMs, unit: 'ms', limit: PROCESS_LIMIT_MS },
      { name: 'its memory', measured: peakMb, unit: 'MB', limit: MEMORY_LIMIT_MB },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function monteCarloFigure(): Figure {
  const rng = Rng.seeded('bench');
  const returns = Float64Array.from({ length: MONTE_CARLO.trades }, () => 0.001 + 0.02 * rng.normal());
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    shuffledTrades(returns, MONTE_CARLO.runs, Rng.seeded(run));
    best = Math.min(best, performance.now() - begun);
  }
  const name = `Monte-Carlo, ${MONTE_CARLO.runs} × ${MONTE_CARLO.trades} trades`;
  return { name, measured: best, unit: 'ms', limit: MONTE_CARLO.limitMs };
}

function missing(name: string, note: string): Figure {
  return { name, measured: null, unit: 'ms', limit: null, note };
}
