/** Every exogenous block on recorded BTC and ETH, and whether it earns its place (METHODS §12). */
import { join } from 'node:path';
import { HOUR_MS } from '../../domain/market/candles.ts';
import { type BlockKind } from '../../domain/models/blocks/kinds.ts';
import { ablate } from '../evaluation/blocks/ablate.ts';
import { type BlockGain, isKept } from '../evaluation/blocks/gain.ts';
import { readSeries } from '../evaluation/blocks/read-series.ts';
import { loadCandles } from '../evaluation/load.ts';
import type { EvaluationPlan } from '../evaluation/plan.ts';
import type { Figure } from './figure.ts';
import { cacheDir, recordedFile } from './places.ts';

const BTC = 'ohlcv/BTCUSDT-1h-2017-2023.csv.gz';
const ETH = 'ohlcv/ETHUSDT-1h-2017-2023.csv.gz';

/** Open interest is known of BTC alone, and stands for the market. */
const SHARED_FILES: Partial<Record<BlockKind, string>> = {
  'open-interest': 'macro/btc-open-interest-daily.csv',
  vix: 'macro/vix-daily.csv',
  dollar: 'macro/dxy-daily.csv',
  'fed-funds': 'macro/fed-funds-effective-daily.csv',
  'fear-greed': 'macro/fear-greed-daily.csv',
  fomc: 'macro/fomc-dates-2017-2023.csv',
};

interface Coin {
  readonly symbol: string;
  readonly candles: string;
  readonly files: Partial<Record<BlockKind, string>>;
}

const COINS: readonly [Coin, Coin] = [
  {
    symbol: 'BTC/USDT',
    candles: BTC,
    files: {
      funding: 'derivatives/BTCUSDT-perp-funding-8h-2020-2023.csv.gz',
      'other-coin': ETH,
      volume: BTC,
      ...SHARED_FILES,
    },
  },
  {
    symbol: 'ETH/USDT',
    candles: ETH,
    files: {
      funding: 'derivatives/ETHUSDT-perp-funding-8h-2020-2023.csv.gz',
      'other-coin': BTC,
      volume: ETH,
      ...SHARED_FILES,
    },
  },
];

const PLAN: Omit<EvaluationPlan, 'symbol'> = {
  from: Date.UTC(2019, 0, 1),
  to: Date.UTC(2024, 0, 1),
  barMs: HOUR_MS,
  slots: ['00:00', '12:00'],
  zone: 'UTC',
  horizonsHours: [4, 12, 24],
  every: 1,
  seed: '1',
};

/** Needs the recorded hours of both coins; a block whose file is absent is left out. An ended run goes on where it was. */
export async function blockFigures(tell: (line: string) => void): Promise<Figure[]> {
  if (!COINS.every(({ candles }) => recordedFile(candles))) {
    tell('skipped: no recorded candles (set SHARED_DATA)');
    return [];
  }
  const [own, elsewhere] = [await gainsOn(COINS[0], tell), await gainsOn(COINS[1], tell)];
  return own.map((gain) => figureOf(gain, elsewhere));
}

async function gainsOn({ symbol, candles, files }: Coin, tell: (line: string) => void): Promise<BlockGain[]> {
  const plan = { ...PLAN, symbol };
  const blocks = await Promise.all(
    Object.entries(files).flatMap(([name, file]) => {
      const path = recordedFile(file);
      if (!path) tell(`${name}: no ${file}`);
      const kind = name as BlockKind;
      return path ? [readSeries(kind, path).then((series) => ({ kind, series }))] : [];
    }),
  );
  return await ablate({
    plan,
    blocks,
    partsFolder: join(cacheDir(), 'blocks', symbol.replace('/', '-')),
    loaded: await loadCandles([recordedFile(candles) ?? ''], plan),
    threads: 2,
    tell: (line) => tell(`${symbol} ${line}`),
    signal: new AbortController().signal,
  });
}

function figureOf(own: BlockGain, elsewhere: readonly BlockGain[]): Figure {
  const other = elsewhere.find(({ block, horizonHours }) => block === own.block && horizonHours === own.horizonHours);
  const days = `${own.from.slice(0, 7)} to ${own.to.slice(0, 7)}, ${own.rows} decisions`;
  const there = other ? `ETH ${interval(other)}` : 'ETH not measured';
  const verdict = other && isKept(own, other) ? 'kept' : 'off';
  return {
    name: `${own.block} ${own.horizonHours} h, gain in skill`,
    measured: 100 * own.gain.value,
    unit: '%',
    limit: null,
    note: `${verdict}: BTC ${interval(own)}, ${there}; ${days}`,
  };
}

function interval({ gain: { value, low, high } }: BlockGain): string {
  const points = (share: number) => (100 * share).toFixed(2);
  return `${points(value)} (${points(low)} … ${points(high)})`;
}
