import { Money } from '../../../domain/accounting/money.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';

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
