/**
 * How long the indicators take on a million candles, as a ratio to TA-Lib's C in the same run (budget: 4 in the sum).
 * The reference is the TA-Lib wheel from PyPI in an environment of its own below XDG_CACHE_HOME; where there is no
 * Python, or no package index, the reference is skipped by name.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bars, Indicator } from '../../domain/indicators/indicator.ts';
import { INDICATORS } from '../../domain/indicators/registry.ts';
import { batch } from '../../domain/indicators/run.ts';
import { Rng } from '../../domain/numeric/random.ts';
import type { Figure } from './figure.ts';
import { pythonWith } from './python.ts';

const CANDLES = 1_000_000;
const RUNS = 5;
/** Ours and the reference take turns, so that a busy moment of the machine does not fall on one of them alone. */
const TURNS = 4;
const BUDGET_RATIO = 4;
/** The defaults of ours are the parameters of the reference. */
const MEASURED = ['SMA', 'EMA', 'RSI', 'MACD', 'BBANDS', 'ATR', 'ADX', 'STOCH', 'OBV', 'CCI', 'MFI'] as const;
const REFERENCE_PACKAGES = { 'TA-Lib': '0.8.2' };

type Milliseconds = Readonly<Record<string, number>>;

export async function indicatorFigures(): Promise<Figure[]> {
  const bars = randomMarket(CANDLES);
  const folder = await mkdtemp(join(tmpdir(), 'almanac-indicators-'));
  try {
    const reference = await openReference(folder, bars);
    const ours: Milliseconds[] = [];
    const talib: Milliseconds[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      ours.push(Object.fromEntries(MEASURED.map((name) => [name, bestMs(indicatorNamed(name), bars)])));
      if (typeof reference !== 'string') talib.push(await reference());
    }
    const skipped = typeof reference === 'string' ? reference : null;
    return figuresOf(fastest(ours), skipped === null ? fastest(talib) : null, skipped);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(ours: Milliseconds, talib: Milliseconds | null, skipped: string | null): Figure[] {
  const each = Object.entries(ours).map(
    ([name, ms]): Figure => ({
      name,
      measured: ms,
      unit: 'ms',
      limit: null,
      ...(talib && { note: `TA-Lib ${talib[name].toFixed(1)} ms` }),
    }),
  );
  const ratio: Figure = {
    name: 'sum, against TA-Lib C',
    measured: talib && sum(ours) / sum(talib),
    unit: '×',
    limit: BUDGET_RATIO,
    note: skipped ?? `${sum(ours).toFixed(0)} ms, best of ${RUNS * TURNS}`,
  };
  return [...each, ratio];
}

function fastest(turns: readonly Milliseconds[]): Milliseconds {
  return Object.fromEntries(MEASURED.map((name) => [name, Math.min(...turns.map((times) => times[name]))]));
}

function indicatorNamed(name: string): Indicator {
  const found = INDICATORS.find((indicator) => indicator.name === name);
  if (found === undefined) throw new Error(`${name} is not in the registry`);
  return found;
}

function bestMs(indicator: Indicator, bars: Bars): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < RUNS; k++) {
    const started = performance.now();
    batch(indicator, bars);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

function randomMarket(length: number): Bars {
  const rng = Rng.seeded('indicator bench');
  const column = () => new Float64Array(length);
  const bars = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  let price = 30_000;
  for (let i = 0; i < length; i++) {
    bars.open[i] = price;
    price *= Math.exp(0.005 * rng.normal());
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * (1 + 0.002 * rng.uniform());
    bars.low[i] = Math.min(bars.open[i], price) * (1 - 0.002 * rng.uniform());
    bars.volume[i] = 1000 * rng.uniform();
  }
  return bars;
}

/** A function that measures TA-Lib once over, or the reason why there is none. */
async function openReference(folder: string, bars: Bars): Promise<(() => Promise<Milliseconds>) | string> {
  const file = join(folder, 'columns.f64');
  await writeFile(file, Buffer.concat([bars.open, bars.high, bars.low, bars.close, bars.volume].map(bytesOf)));
  try {
    const python = await pythonWith('talib-reference', REFERENCE_PACKAGES);
    const script = join(import.meta.dirname, 'talib_reference.py');
    return async () => JSON.parse((await exec(python, [script, file, String(RUNS)])).stdout) as Milliseconds;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `TA-Lib reference skipped: ${error.message.trim().split('\n')[0]}`;
  }
}

const exec = promisify(execFile);

function bytesOf(column: Float64Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function sum(times: Milliseconds): number {
  return Object.values(times).reduce((total, ms) => total + ms, 0);
}
