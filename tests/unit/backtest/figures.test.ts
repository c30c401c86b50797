import { expect, it } from 'vitest';
import { venueOf } from '../../../lab/backtest/plan.ts';
import { readPlan } from '../../../lab/backtest/read-plan.ts';
import { NO_LIMITS } from '../../../lab/backtest/risk-record.ts';
import { runBacktest } from '../../../lab/backtest/run.ts';
import { summarise } from '../../../lab/backtest/summary.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';

const CANDLES = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');

/** What pandas reckons by the printed formulas from `trades.csv` and the closes, rebuilding the equity of every bar. */
const PANDAS = {
  finalEquityQuote: 36121.601040340734,
  cagr: 0.22308556878759145,
  volatility: 0.5295600794978299,
  volatilityOfVolatility: 0.21546091077386242,
  sharpe: 0.6384886685612277,
  sortino: 1.1094081821450819,
  maxDrawdown: 0.728199913758661,
  profitFactor: 1.0603783545170895,
  exposureTime: 0.5261033369214209,
};

/** What backtesting.py 0.6.6 prints for the same trades. */
const BACKTESTING_PY = {
  annualReturn: 0.22317377605178065,
  volatility: 0.6955025071680718,
  sharpe: 0.3208813393937192,
  sortino: 0.7321040292676779,
};

it.skipIf(!CANDLES)(
  'the figures of seven years of ema-cross are those that pandas reckons from its trades, and backtesting.py by its own formulas',
  () => {
    const plan = readPlan({
      strategy: 'ema-cross',
      symbol: 'BTC/USDT',
      fee: '0.001',
      spread: '0',
      slippage: '0',
      cash: '10000',
      tried: '1',
      seed: '1',
    });
    const candles = readCandleFile(CANDLES!, plan.symbol);
    const decide = plan.strategy.start({ stopDistance: null, targetDistance: null, forecasts: [] });
    const run = runBacktest({ candles, decide, venue: venueOf(plan), limits: NO_LIMITS, startQuote: plan.startQuote });
    const provenance = { files: [], candleHash: '', codeVersion: '' };
    const held = run.equityQuote;
    const { figures, elsewhere, tooFew } = summarise({ plan, limits: NO_LIMITS, candles, run, held, provenance });
    for (const [name, value] of Object.entries(PANDAS)) {
      expect(figures[name as keyof typeof PANDAS] / value).toBeCloseTo(1, 9);
    }
    for (const [name, value] of Object.entries(BACKTESTING_PY)) {
      expect(elsewhere['backtesting.py'][name as keyof typeof BACKTESTING_PY] / value).toBeCloseTo(1, 9);
    }
    expect(tooFew).toEqual([]);
  },
);
