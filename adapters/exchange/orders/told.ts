/** Orders and trades as ccxt reads them, as the executor hears them; every digit is the venue's. */
import type { Order, Trade } from 'ccxt';
import type { VenueNews } from '../../../activities/ports.ts';
import type { Fill } from '../../../domain/accounting/fill.ts';
import { Money, type Price } from '../../../domain/accounting/money.ts';
import type { OrderReport } from '../../../domain/execution/account/heard.ts';

export type Report = VenueNews & { readonly kind: 'report' };

/** A filled order is one that was taken: quantities come from fills. */
export function reportOf(clientOrderId: string, { status, filled }: Pick<Order, 'status' | 'filled'>): Report {
  return { kind: 'report', clientOrderId, news: newsOf(status), executed: new Money(String(filled ?? 0)), why: null };
}

export function refusal(clientOrderId: string, why: string): Report {
  return { kind: 'report', clientOrderId, news: 'refuse', executed: new Money(0), why };
}

export function silence(clientOrderId: string, why: string): Report {
  return { kind: 'report', clientOrderId, news: 'silence', executed: new Money(0), why };
}

function newsOf(status: string | undefined): OrderReport['news'] {
  switch (status) {
    case 'canceled':
      return 'cancel';
    case 'expired':
      return 'expire';
    case 'rejected':
      return 'refuse';
    default:
      return 'acknowledge';
  }
}

/** `coinPrice`: of the coin that paid the fee, where that is neither base nor quote. */
export function fillOf(trade: Trade, clientOrderId: string, coinPrice: Price | null): Fill {
  const { id, side, amount, price, fee, timestamp, takerOrMaker } = trade;
  return {
    tradeId: String(id),
    orderId: clientOrderId,
    side: side === 'sell' ? 'sell' : 'buy',
    quantity: new Money(String(amount)),
    price: new Money(String(price)),
    fee: { amount: new Money(String(fee?.cost ?? 0)), asset: String(fee?.currency), priceQuote: coinPrice },
    time: Number(timestamp),
    liquidity: takerOrMaker === 'maker' ? 'maker' : 'taker',
  };
}
