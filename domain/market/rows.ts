import { CANDLE_COLUMNS, type Candles } from './candles.ts';
import type { CandleRow } from './sources.ts';

/** Checked rows as columns of equal length. */
export function candlesOf(rows: readonly CandleRow[], symbol: string, barMs: number): Candles {
  const columns = CANDLE_COLUMNS.map((_, column) => {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = rows[i][column];
    return values;
  });
  const [openTime, open, high, low, close, volume] = columns;
  return { symbol, barMs, openTime, open, high, low, close, volume };
}

/** Columns as rows, in the same order. */
export function rowsOf(candles: Candles): CandleRow[] {
  const { openTime, open, high, low, close, volume } = candles;
  return Array.from(openTime, (time, i) => [time, open[i], high[i], low[i], close[i], volume[i]] as const);
}
