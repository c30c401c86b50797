import { Money } from '../../../domain/accounting/money.ts';
import type { AccountSettings } from '../../../domain/execution/account/state.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';
import { COMMON_DIALECT } from '../../../domain/execution/orders/client-order-id.ts';
import { NO_LIMITS } from '../../../lab/backtest/risk-record.ts';

/** A spot market with a fee of 0.1 %, no spread and no slippage, unless said otherwise. */
export function spotVenue(other: Partial<PaperVenue> = {}): PaperVenue {
  const fee = new Money('0.001');
  return {
    base: 'BTC',
    quote: 'USDT',
    quantityStep: new Money('0.00000001'),
    priceStep: null,
    takerFee: fee,
    makerFee: fee,
    buyFeeIn: 'quote',
    spread: new Money(0),
    slippage: new Money(0),
    participation: null,
    ...other,
  };
}

/** An account on a market without minima and without limits, whose venue answers at once. */
export const BARS_ACCOUNT: AccountSettings = {
  accountId: 'backtest',
  symbol: 'BTC/USDT',
  steps: {
    priceStep: new Money('0.01'),
    quantityStep: new Money('0.00000001'),
    minQuantity: new Money('0.00000001'),
    minNotionalQuote: new Money(0),
  },
  dialect: COMMON_DIALECT,
  limits: NO_LIMITS,
  quoteMaxAgeMs: 1,
  answerMs: 1,
  settlingMs: 1,
  graceMs: 1,
  unknownAlarmMs: 1,
  entryTimeoutMs: 1,
};
