import type { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { Fill } from '../../../domain/accounting/fill.ts';
import { Money } from '../../../domain/accounting/money.ts';

export interface AnyFill {
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
  readonly feeAsset: 'BTC' | 'USDT' | 'BNB';
}

const inSteps = (most: number, step: number) => fc.integer({ min: 1, max: most }).map((n) => n * step);

/** Fills of a venue with steps of 1/1024 and 1/4, so that their numbers are exact, their fees in any of three coins. */
export const fills: fc.Arbitrary<AnyFill[]> = fc.array(
  fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    quantity: inSteps(5_000, 1 / 1024),
    price: inSteps(200_000, 1 / 4),
    fee: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 99 }).map((n) => n / 1_000_000),
    ),
    feeAsset: fc.constantFrom('BTC' as const, 'USDT' as const, 'BNB' as const),
  }),
  { minLength: 1, maxLength: 20 },
);

export const buy = (quantity: number, price: number, fee = 0): AnyFill => ({
  side: 'buy',
  quantity,
  price,
  fee,
  feeAsset: 'USDT',
});
export const sell = (quantity: number, price: number, fee = 0): AnyFill => ({
  ...buy(quantity, price, fee),
  side: 'sell',
});

export function fillOf({ side, quantity, price, fee, feeAsset }: AnyFill, at: number): Fill {
  return {
    tradeId: `t${at}`,
    orderId: `o${at}`,
    side,
    quantity: new Money(quantity),
    price: new Money(price),
    fee: { amount: new Money(fee), asset: feeAsset, priceQuote: feeAsset === 'BNB' ? new Money(312.5) : null },
    time: at * 60_000,
    liquidity: 'taker',
  };
}

export const decimal = (value: Decimal): string => value.toFixed();
