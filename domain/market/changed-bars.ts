import { CANDLE_COLUMNS, type Candles, candleCount } from './candles.ts';

/** The bars that are not among the known ones exactly as they are, in their order. Both of one symbol and bar length. */
export function changedBars(candles: Candles, known: Candles): Candles {
  const changed: number[] = [];
  let at = 0;
  for (let bar = 0; bar < candleCount(candles); bar++) {
    while (known.openTime[at] < candles.openTime[bar]) at++;
    if (CANDLE_COLUMNS.some((column) => known[column][at] !== candles[column][bar])) changed.push(bar);
  }
  const column = (name: (typeof CANDLE_COLUMNS)[number]) => Float64Array.from(changed, (bar) => candles[name][bar]);
  return {
    ...candles,
    ...{ openTime: column('openTime'), open: column('open'), high: column('high') },
    ...{ low: column('low'), close: column('close'), volume: column('volume') },
  };
}
