import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { equityAt } from '../../../domain/accounting/book.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { parseCandleFile } from '../../../domain/market/candle-file.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { buyAndHold } from '../../../domain/strategies/buy-and-hold.ts';
import { NO_LIMITS } from '../../../lab/backtest/risk-record.ts';
import { runBacktest } from '../../../lab/backtest/run.ts';
import { tradesCsv } from '../../../domain/performance/report/trades-csv.ts';
import { reported } from '../../../lab/backtest/trades.ts';
import { spotVenue } from './venue.ts';

const page = readFileSync('docs/TRADING.md', 'utf8');
const block = (name: string) => page.split(`\`\`\`${name}\n`)[1].split('```')[0];

describe('the worked example of docs/TRADING.md', () => {
  const symbol = 'BTC/USDT';
  const { rows } = parseCandleFile(block('candles'), { path: 'TRADING.md', symbol, cutoff: Number.POSITIVE_INFINITY });
  const candles = candlesOf(rows, symbol, HOUR_MS);
  const { trades, book } = runBacktest({
    candles,
    decide: buyAndHold.start({ stopDistance: 0.02, targetDistance: 0.03, forecasts: [] }),
    venue: spotVenue({ spread: new Money('0.001'), slippage: new Money('0.0005') }),
    limits: NO_LIMITS,
    startQuote: new Money(10_000),
  });

  it('is what the engine trades, to the last decimal', () => {
    expect(tradesCsv(symbol, trades.map(reported))).toBe(block('trades'));
  });

  it('ends with the equity that it says, to the cent', () => {
    const equity = equityAt(book, new Money(candles.close[3]));
    expect(page).toContain(`equity **${equity.toNumber().toLocaleString('en', { maximumFractionDigits: 2 })}**`);
    expect(page).toContain(`**−${trades[0].pnlQuote.abs().toFixed(2)}**`);
  });
});
