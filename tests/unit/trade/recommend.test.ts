import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../../domain/numeric/random.ts';
import { recommend } from '../../../domain/trade/recommend.ts';
import { DEFAULT_CARD_SETTINGS, DEFAULT_COSTS } from '../../../domain/trade/settings.ts';
import { driftlessMarkets } from '../../../lab/bench/paths/driftless-markets.ts';
import { inRegime, occasionOf } from './occasion.ts';

const FREE = { ...DEFAULT_COSTS, takerFee: 0, spread: 0, slippage: 0, usualFunding: 0 };
const CONVINCED = { pUp: 0.75, directional: true };

describe('recommend', () => {
  it('does not trade on drift: a forecast whose whole distribution lies higher is re-centred', () => {
    const { card } = recommend(occasionOf({ centre: 0.02 }));
    expect(card).toMatchObject({
      action: 'NO-TRADE',
      reasons: ['no-positive-expected-value', 'no-directional-evidence'],
      vetoes: [],
      plan: null,
    });
  });

  it('does not trade on a p_up without standing evidence, and does with it', () => {
    expect(recommend(occasionOf({ pUp: 0.75, directional: false })).card.action).toBe('NO-TRADE');
    expect(recommend(occasionOf(CONVINCED)).card.action).toBe('LONG');
    expect(recommend(occasionOf({ pUp: 0.25, directional: true })).card.action).toBe('SHORT');
  });

  it('counts only what p_up claims beyond the base rate', () => {
    const occasion = occasionOf(CONVINCED);
    const forecasts = occasion.forecasts.map((forecast) => ({
      ...forecast,
      baselines: [{ name: 'climatology', quantiles: forecast.quantiles, pUp: 0.75 }],
    }));
    expect(recommend({ ...occasion, forecasts }).card.action).toBe('NO-TRADE');
  });

  it('says that the value is missing, not the evidence, when a claimed direction is too weak for the costs', () => {
    const { card } = recommend(occasionOf({ pUp: 0.52, directional: true }));
    expect(card.reasons).toEqual(['no-positive-expected-value']);
    expect(card.bestExpectedValue).toBeLessThan(2 * card.bestExpectedValueSe);
  });

  it('acts only on an expected value above two standard errors', () => {
    const { plan } = recommend(occasionOf(CONVINCED)).card;
    expect(plan?.expectedValue).toBeGreaterThan(2 * Number(plan?.expectedValueSe));
  });

  it('doubts a p_up that was tried seldom', () => {
    const seldom = occasionOf({ pUp: 0.65, directional: true });
    const forecasts = seldom.forecasts.map((forecast) => ({ ...forecast, walkForward: null }));
    const [often, rarely] = [recommend(seldom), recommend({ ...seldom, forecasts, rng: Rng.seeded('card') })];
    expect(rarely.shadow.long.expectedValueSe).toBeGreaterThan(1.5 * often.shadow.long.expectedValueSe);
  });

  it.each([
    [
      'baseline-only-forecast',
      (o: ReturnType<typeof occasionOf>) => ({
        ...o,
        forecasts: o.forecasts.map((f) => ({ ...f, method: 'baseline' as const })),
      }),
    ],
    ['degraded-sources', (o: ReturnType<typeof occasionOf>) => ({ ...o, sourcesDegraded: true })],
    ['low-regime-confidence', (o: ReturnType<typeof occasionOf>) => ({ ...o, regime: inRegime({ confidence: 0.15 }) })],
    ['crash-regime', (o: ReturnType<typeof occasionOf>) => ({ ...o, regime: inRegime({ regime: 'crash' }) })],
  ] as const)('does not trade for %s, however good the value', (reason, change) => {
    const { card } = recommend(change(occasionOf(CONVINCED)));
    expect(card).toMatchObject({ action: 'NO-TRADE', reasons: [reason], plan: null });
    expect(card.bestExpectedValue).toBeGreaterThan(0);
  });

  it('weighs both sides on perpetuals and only LONG on spot, where nothing is borrowed', () => {
    const spot = { ...DEFAULT_CARD_SETTINGS, market: 'spot' as const };
    expect(recommend(occasionOf()).card.considered).toBe(54);
    expect(recommend(occasionOf({}, { settings: spot })).card.considered).toBe(27);
    expect(recommend(occasionOf({ pUp: 0.2, directional: true }, { settings: spot })).card.action).toBe('NO-TRADE');
    const { plan } = recommend(occasionOf(CONVINCED, { settings: spot })).card;
    expect(plan).toMatchObject({ side: 'LONG', market: 'spot', leverage: 1 });
  });

  it('charges two fees, spread and slippage, and funding to the side that pays it', () => {
    const long = (changes: Parameters<typeof occasionOf>[1]) => recommend(occasionOf({}, changes)).shadow.long;
    const short = (changes: Parameters<typeof occasionOf>[1]) => recommend(occasionOf({}, changes)).shadow.short;
    const free = long({ costs: FREE }).expectedValue;
    expect(free - long({ costs: { ...FREE, takerFee: 0.001 } }).expectedValue).toBeCloseTo(0.002, 9);
    expect(free - long({ costs: { ...FREE, spread: 0.0005, slippage: 0.001 } }).expectedValue).toBeCloseTo(0.0015, 9);
    const charged = free - long({ costs: FREE, fundingRate: 0.001 }).expectedValue;
    expect(charged).toBeGreaterThan(0.001);
    expect(charged).toBeLessThan(0.003);
    expect(short({ costs: FREE, fundingRate: 0.001 }).expectedValue).toBeGreaterThan(
      short({ costs: FREE }).expectedValue,
    );
  });

  it('counts on no more than 0.1 % of funding a settlement, and pays all of it', () => {
    const at = (fundingRate: number) => recommend(occasionOf({}, { costs: FREE, fundingRate })).shadow;
    const [high, higher] = [at(0.001), at(0.002)];
    expect(higher.short.expectedValue).toBe(high.short.expectedValue);
    expect(higher.long.expectedValue).toBeLessThan(high.long.expectedValue - 0.0005);
    expect(at(-0.002).long.expectedValue).toBe(at(-0.001).long.expectedValue);
  });

  it('values a driftless trade without costs at nothing, within a tenth of a percent', () => {
    const { shadow } = recommend(occasionOf({}, { costs: FREE }));
    expect(Math.abs(shadow.long.expectedValue)).toBeLessThan(0.001);
    expect(Math.abs(shadow.short.expectedValue)).toBeLessThan(0.001);
  });

  it('gives the same card for the same occasion and generator', () => {
    expect(recommend(occasionOf(CONVINCED))).toEqual(recommend(occasionOf(CONVINCED)));
  });

  it('makes hardly any card on driftless markets, though some believe in a direction there', () => {
    const { slots, cards, directional } = driftlessMarkets(40, 500);
    expect(slots).toBe(40);
    expect(cards).toBe(0);
    expect(directional).toBeLessThan(slots);
  });
});

describe('shadow cards', () => {
  it('go both ways whatever the advice: stop one σ, target one and a half, a day', () => {
    const { shadow } = recommend(occasionOf());
    const occasion = occasionOf();
    const sigma = 0.006 * Math.sqrt(24);
    const away = (price: string | undefined, entry: string) => Math.log(Number(price) / Number(entry)) / sigma;
    expect(away(shadow.long.stop, shadow.long.entry)).toBeCloseTo(
      away(shadow.short.targets[0], shadow.short.entry) / 1.5,
      1,
    );
    expect(away(shadow.long.targets[0], shadow.long.entry) / away(shadow.long.stop, shadow.long.entry)).toBeCloseTo(
      -1.5,
      2,
    );
    expect(shadow.long.timeExitAt).toBe(occasion.paths.cutoff + 24 * 3_600_000);
    expect(shadow.long.validUntil).toBe(occasion.paths.cutoff + 90 * 60_000);
    expect(shadow.short).toMatchObject({ side: 'SHORT', market: 'perp' });
  });

  it('have stop, entry and target in order on both sides, whatever the width', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.003, max: 0.08, noNaN: true }), (sigma) => {
        const { long, short } = recommend(occasionOf({ sigma })).shadow;
        expect(Number(long.stop)).toBeLessThan(Number(long.entry));
        expect(Number(long.targets[0])).toBeGreaterThan(Number(long.entry));
        expect(Number(short.stop)).toBeGreaterThan(Number(short.entry));
        expect(Number(short.targets[0])).toBeLessThan(Number(short.entry));
      }),
      { numRuns: 5 },
    );
  });
});
