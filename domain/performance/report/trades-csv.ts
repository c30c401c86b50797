import type { ReportTrade } from './account-record.ts';

const COLUMNS =
  'symbol,side,entry_time_ms,entry_price,exit_time_ms,exit_price,quantity,fees_quote,pnl_quote,exit_reason';

/** `trades.csv` (DESIGN §9). */
export function tradesCsv(symbol: string, trades: readonly ReportTrade[]): string {
  const line = (trade: ReportTrade) =>
    [
      symbol,
      trade.side,
      trade.entryTime,
      trade.entryPrice,
      trade.exitTime,
      trade.exitPrice,
      trade.quantity,
      trade.feesQuote,
      trade.pnlQuote,
      trade.exitReason,
    ].join(',');
  return `${[COLUMNS, ...trades.map(line)].join('\n')}\n`;
}
