import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CARD_SETTINGS, DEFAULT_COSTS, roundTripCost } from '../../../domain/trade/settings.ts';
import { liquidationDistance, size } from '../../../domain/trade/sizing.ts';

const request = fc.record({
  market: fc.constantFrom('spot' as const, 'perp' as const),
  price: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
  stopShare: fc.double({ min: 0.0005, max: 0.3, noNaN: true }),
  funding: fc.double({ min: -0.001, max: 0.001, noNaN: true }),
  equityQuote: fc.double({ min: 50, max: 1e7, noNaN: true }),
  riskPerTrade: fc.double({ min: 0.001, max: 0.05, noNaN: true }),
  leverageCap: fc.double({ min: 1, max: 3, noNaN: true }),
});

describe('size', () => {
  it('never loses more at the stop than configured, costs and funding included, and never borrows too much', () => {
    fc.assert(
      fc.property(request, ({ market, price, stopShare, funding, equityQuote, riskPerTrade, leverageCap }) => {
        const entry = new Decimal(price);
        const stop = entry.times(1 - stopShare);
        const settings = { equityQuote, riskPerTrade, leverageCap, market };
        const { quantity, leverage, riskQuote } = size({ market, entry, stop, funding }, settings, DEFAULT_COSTS);
        const costs = entry.times(roundTripCost(DEFAULT_COSTS) + Math.max(0, funding));
        const loss = quantity.times(entry.minus(stop).plus(costs));
        expect(loss.toNumber()).toBeLessThanOrEqual(equityQuote * riskPerTrade * (1 + 1e-12));
        expect(riskQuote.minus(loss).abs().toNumber()).toBeLessThan(1e-9 * equityQuote);
        const notional = quantity.times(entry).toNumber();
        expect(notional).toBeLessThanOrEqual(equityQuote * (market === 'spot' ? 1 : leverageCap) * (1 + 1e-9));
        expect(leverage).toBeLessThanOrEqual(leverageCap);
        const distance = liquidationDistance({ market, leverage }, DEFAULT_COSTS);
        expect(distance).toBeGreaterThanOrEqual(2 * stopShare * (1 - 1e-9));
      }),
    );
  });

  it('uses the whole risk where nothing else limits it', () => {
    const entry = new Decimal(30_000);
    const { quantity } = size(
      { market: 'perp', entry, stop: new Decimal(29_100), funding: 0 },
      DEFAULT_CARD_SETTINGS,
      DEFAULT_COSTS,
    );
    // 5 / (900 + 30,000 · 0.35 %) = 5 / 1,005
    expect(quantity.toNumber()).toBeCloseTo(5 / 1_005, 8);
  });
});
