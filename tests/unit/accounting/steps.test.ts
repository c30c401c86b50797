import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFill } from '../../../domain/accounting/apply-fill.ts';
import { brokenInvariant, equityAt, openBook } from '../../../domain/accounting/book.ts';
import { sweepDust } from '../../../domain/accounting/dust.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { floorToStep, type MarketSteps, sellable } from '../../../domain/accounting/steps.ts';
import { type AnyFill, buy, fillOf, sell } from './fills.ts';

const steps = (priceStep: string, quantityStep: string, minQuantity: string, minNotional: string): MarketSteps => ({
  priceStep: new Money(priceStep),
  quantityStep: new Money(quantityStep),
  minQuantity: new Money(minQuantity),
  minNotionalQuote: new Money(minNotional),
});

/** Steps and minima of the magnitudes that spot venues list: coarse and fine, for dear and cheap coins. */
const VENUE: Readonly<Record<string, MarketSteps>> = {
  'BTC/USDT': steps('0.01', '0.00001', '0.00001', '5'),
  'ETH/USDT': steps('0.01', '0.0001', '0.0001', '5'),
  'DOGE/USDT': steps('0.00001', '1', '1', '1'),
  'SHIB/USDT': steps('0.00000001', '1', '1', '1'),
  'ETH/BTC': steps('0.00001', '0.0001', '0.0001', '0.0001'),
};
const BTC = VENUE['BTC/USDT'];
const bookOf = (...fills: AnyFill[]) =>
  fills.map(fillOf).reduce((book, fill) => applyFill(book, fill).book, openBook('BTC/USDT', new Money(10_000)));

describe('floorToStep (INCIDENTS O21)', () => {
  it.each(Object.entries(VENUE))('always gives a quantity that %s takes', (_, { quantityStep }) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        const floored = floorToStep(new Money(value), quantityStep);
        expect(floored.mod(quantityStep).isZero()).toBe(true);
        expect(floored.decimalPlaces()).toBeLessThanOrEqual(quantityStep.decimalPlaces());
        const rest = new Money(value).minus(floored);
        expect(rest.greaterThanOrEqualTo(0) && rest.lessThan(quantityStep)).toBe(true);
      }),
    );
  });

  it('keeps what floating point would lose: 0.29 in steps of 0.01 is 0.29', () => {
    expect(Math.floor(0.29 / 0.01) * 0.01).toBe(0.28);
    expect(floorToStep(new Money('0.29'), new Money('0.01')).toFixed()).toBe('0.29');
  });
});

describe('sellable (INCIDENTS O11)', () => {
  it.each(['BTC', 'USDT', 'BNB'] as const)(
    'never asks the venue for more than the fee in %s has left, and the first exit is accepted',
    (feeAsset) => {
      const book = bookOf({ ...buy(0.5, 40_000, 0.0005), feeAsset });
      const quantity = sellable(book.positionBase, new Money(40_000), BTC);
      expect(quantity.toFixed()).toBe(feeAsset === 'BTC' ? '0.4995' : '0.5');
      expect(quantity.lessThanOrEqualTo(book.positionBase)).toBe(true);
    },
  );

  it('is nothing where the venue would take nothing', () => {
    expect(sellable(new Money('0.0001'), new Money(40_000), BTC).toFixed()).toBe('0');
    expect(sellable(new Money('0.000009'), new Money(4_000_000), BTC).toFixed()).toBe('0');
  });
});

describe('sweepDust (INCIDENTS O12)', () => {
  const price = new Money(40_000);
  const left = bookOf({ ...buy(0.5, 40_000, 0.0004995), feeAsset: 'BTC' }, sell(0.4995, 40_000));

  it('closes a position below the minimum, remembers the dust, and lets the account enter again', () => {
    expect(left.positionBase.toFixed()).toBe('0.0000005');
    const swept = sweepDust(left, BTC, price, 9);
    expect(swept.positionBase.toFixed()).toBe('0');
    expect(swept.dust.map(({ quantity, costQuote }) => [quantity.toFixed(), costQuote.toFixed()])).toEqual([
      ['0.0000005', '0.02'],
    ]);
    expect(brokenInvariant(swept)).toBeNull();
    expect(equityAt(left, price).minus(equityAt(swept, price)).toFixed()).toBe('0.02');
    expect(brokenInvariant(applyFill(swept, fillOf(buy(0.1, 40_000), 3)).book)).toBeNull();
  });

  it('leaves a position that can be sold, and an empty one, as they are', () => {
    const held = bookOf(buy(0.5, 40_000));
    expect(sweepDust(held, BTC, price, 9)).toBe(held);
    const empty = bookOf();
    expect(sweepDust(empty, BTC, price, 9)).toBe(empty);
  });
});
