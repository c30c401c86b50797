/** What events leave for the risk rules to look back on. */
import { equityAt } from '../../accounting/book.ts';
import { type Price, ZERO } from '../../accounting/money.ts';
import { sweepDust } from '../../accounting/dust.ts';
import { DAY_MS, type EpochMs } from '../../market/candles.ts';
import type { AccountState } from './state.ts';

export function marked(state: AccountState, mark: Price, time: EpochMs): AccountState {
  const { record } = state;
  const equityQuote = equityAt(state.book, mark).toNumber();
  const newDay = Math.floor(time / DAY_MS) > Math.floor(record.markedAt / DAY_MS);
  return {
    ...state,
    record: {
      ...record,
      equityQuote,
      previousEquityQuote: record.equityQuote,
      // one odd reading is no peak
      peakEquityQuote: Math.max(record.peakEquityQuote, Math.min(equityQuote, record.equityQuote)),
      dayStartEquityQuote: newDay ? equityQuote : record.dayStartEquityQuote,
      markedAt: time,
    },
  };
}

export function entrySent(state: AccountState, notionalQuote: number, time: EpochMs): AccountState {
  const { record, settings } = state;
  const recent = record.entries.filter((entry) => time - entry.time < DAY_MS);
  return {
    ...state,
    record: {
      ...record,
      entries: [...recent, { time, symbol: settings.symbol, notionalQuote }],
      lastTradedAt: time,
    },
  };
}

/** Results of a day's trades are enough for every rule. */
const TRADES_KEPT = 100;

/** Flat but for dust, which moves to the dust ledger (INCIDENTS O12). */
export function closed(state: AccountState, time: EpochMs): AccountState {
  const { record } = state;
  const book = sweepDust(state.book, state.settings.steps, state.trade?.stopPrice ?? ZERO, time);
  const net = book.realisedQuote.minus(book.feesQuote);
  return {
    ...state,
    book,
    trade: null,
    record: {
      ...record,
      lastTradedAt: time,
      realisedBeforeQuote: net,
      closedPnlQuote: [...record.closedPnlQuote, net.minus(record.realisedBeforeQuote).toNumber()].slice(-TRADES_KEPT),
    },
  };
}
