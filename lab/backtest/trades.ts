/** Trades as a report knows them, and `trades.csv` (DESIGN §9). */
import type { AccountBook } from '../../domain/accounting/book.ts';
import type { ClosedLot } from '../../domain/accounting/lots.ts';
import { Money } from '../../domain/accounting/money.ts';
import type { Purpose } from '../../domain/execution/matching/order.ts';
import type { Candles } from '../../domain/market/candles.ts';

/** `end`: still open when the candles ended, marked at the last close without an exit fee. */
export type ExitReason = Exclude<Purpose, 'entry'> | 'end';

export interface Trade extends ClosedLot {
  readonly exitReason: ExitReason;
}

export function tradeOf(lot: ClosedLot, purpose: Purpose): Trade {
  return { ...lot, exitReason: purpose === 'entry' ? 'signal' : purpose };
}

export function tradesStillOpen(book: AccountBook, { close, openTime, barMs }: Candles): Trade[] {
  const last = close.length - 1;
  const side = book.positionBase.isNegative() ? 'SHORT' : 'LONG';
  const exitPrice = new Money(close[last]);
  return book.lots.map(({ quantity, price, time, feeQuote }) => ({
    side,
    quantity,
    entryTime: time,
    entryPrice: price,
    exitTime: openTime[last] + barMs,
    exitPrice,
    feesQuote: feeQuote,
    pnlQuote: exitPrice
      .minus(price)
      .times(side === 'LONG' ? quantity : quantity.negated())
      .minus(feeQuote),
    exitReason: 'end',
  }));
}

const COLUMNS =
  'symbol,side,entry_time_ms,entry_price,exit_time_ms,exit_price,quantity,fees_quote,pnl_quote,exit_reason';

export function tradesCsv(symbol: string, trades: readonly Trade[]): string {
  const line = (trade: Trade) =>
    [
      symbol,
      trade.side,
      trade.entryTime,
      trade.entryPrice.toFixed(),
      trade.exitTime,
      trade.exitPrice.toFixed(),
      trade.quantity.toFixed(),
      trade.feesQuote.toFixed(),
      trade.pnlQuote.toFixed(),
      trade.exitReason,
    ].join(',');
  return `${[COLUMNS, ...trades.map(line)].join('\n')}\n`;
}
