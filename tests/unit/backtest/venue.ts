import { Money } from '../../../domain/accounting/money.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';
import { accountOverBars } from '../../../lab/backtest/executor/settings.ts';
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

/** An account on a market without minima and without limits. */
export const BARS_ACCOUNT = accountOverBars({
  accountId: 'backtest',
  symbol: 'BTC/USDT',
  steps: {
    priceStep: new Money('0.01'),
    quantityStep: new Money('0.00000001'),
    minQuantity: new Money('0.00000001'),
    minNotionalQuote: new Money(0),
  },
  limits: NO_LIMITS,
});
