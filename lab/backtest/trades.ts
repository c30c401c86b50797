/** Trades as the backtest knows them. */
import type { AccountBook } from '../../domain/accounting/book.ts';
import type { ClosedLot } from '../../domain/accounting/lots.ts';
import { Money } from '../../domain/accounting/money.ts';
import type { Purpose } from '../../domain/execution/matching/order.ts';
import type { ReportTrade } from '../../domain/performance/report/account-record.ts';
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

/** As a report has it. */
export function reported(trade: Omit<Trade, 'exitReason'> & { readonly exitReason: string }): ReportTrade {
  const { side, entryTime, exitTime, exitReason } = trade;
  return {
    side,
    quantity: trade.quantity.toFixed(),
    entryTime,
    entryPrice: trade.entryPrice.toFixed(),
    exitTime,
    exitPrice: trade.exitPrice.toFixed(),
    feesQuote: trade.feesQuote.toFixed(),
    pnlQuote: trade.pnlQuote.toFixed(),
    exitReason,
  };
}
