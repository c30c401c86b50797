/** The past as ECharts series: candles and volume on a regular grid; a missing bar leaves its column empty. */
import type { ChartInput } from './input.ts';
import type { Json } from './drawing.ts';
import type { Scales } from './scales.ts';
import { COLOUR } from './theme.ts';

export function historySeries(input: ChartInput, scales: Scales): Json[] {
  const { open, high, low, close, volume } = input.candles;
  const rows = shownRows(input, scales);
  return [
    {
      type: 'candlestick',
      name: 'price',
      xAxisIndex: 0,
      yAxisIndex: 0,
      silent: true,
      barWidth: '62%',
      itemStyle: {
        color: COLOUR.up,
        color0: COLOUR.down,
        borderColor: COLOUR.up,
        borderColor0: COLOUR.down,
        borderWidth: 1,
      },
      data: rows.map((row) => (row === null ? '-' : [open[row], close[row], low[row], high[row]])),
    },
    {
      type: 'bar',
      name: 'volume',
      xAxisIndex: 1,
      yAxisIndex: 1,
      silent: true,
      barWidth: '62%',
      data: rows.map((row) =>
        row === null
          ? '-'
          : {
              value: volume[row],
              itemStyle: { color: close[row] >= open[row] ? COLOUR.up : COLOUR.down, opacity: 0.45 },
            },
      ),
    },
  ];
}

/** The candle row of each column; null where the bar is missing. */
function shownRows({ candles }: ChartInput, { columns, firstClose, barMs }: Scales): (number | null)[] {
  const rows = new Array<number | null>(columns).fill(null);
  for (let row = 0; row < candles.openTime.length; row++) {
    const column = Math.round((candles.openTime[row] + barMs - firstClose) / barMs);
    if (column >= 0 && column < columns) rows[column] = row;
  }
  return rows;
}
