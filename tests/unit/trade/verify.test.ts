import { describe, expect, it } from 'vitest';
import { type TradeCard, type TradePlan, VETO_REASONS, type VetoReason } from '../../../domain/trade/card.ts';
import { recommend } from '../../../domain/trade/recommend.ts';
import { DEFAULT_COSTS } from '../../../domain/trade/settings.ts';
import { applyVerdict, verifyCard } from '../../../domain/trade/verify.ts';
import type { VerifyContext } from '../../../domain/trade/vetoes/veto.ts';
import { forecastsOf } from '../scenarios/market.ts';
import { occasionOf } from './occasion.ts';

const occasion = occasionOf({ pUp: 0.75, directional: true });
const { card } = recommend(occasion);
if (!card.plan) throw new Error('the fixture makes a card');
const CLEAN: TradePlan = card.plan;
const NOW = occasion.paths.cutoff + 60_000;
const CONTEXT: VerifyContext = {
  now: NOW,
  history: occasion.history,
  forecasts: occasion.forecasts,
  settings: occasion.settings,
  costs: DEFAULT_COSTS,
  book: { availableAt: NOW, bids: [[30_000, 1]], asks: [[30_010, 1]] },
  news: [],
};
const price = (share: number) => String(Number(CLEAN.entry) * share);
const quantity = (times: number) => String(Number(CLEAN.quantity) * times);
const widened = (factor: number) =>
  CONTEXT.forecasts.map((forecast) => ({ ...forecast, quantiles: forecast.quantiles.map((q) => q * factor) }));
/** The same history with the moves of its last bars stretched. */
const stirred = (bars: number, factor: number) => {
  const { length, close } = CONTEXT.history;
  const changed = close.slice();
  for (let i = length - bars; i < length; i++) changed[i] = changed[i - 1] * (close[i] / close[i - 1]) ** factor;
  return { ...CONTEXT.history, close: changed };
};
const rich = { ...CONTEXT.settings, riskPerTrade: 1 };

/** For each reason a plan, or a world around the clean one, that has exactly this fault. */
const FAULTS: Readonly<Record<VetoReason, { plan?: Partial<TradePlan>; context?: Partial<VerifyContext> }>> = {
  'leverage-cap-exceeded': { plan: { leverage: 3.5 } },
  'invalid-stop-long': { plan: { stop: price(1.001) } },
  'invalid-stop-short': {
    plan: { side: 'SHORT', stop: price(0.999), targets: [price(0.9)], quantity: quantity(0.5) },
  },
  'target-too-close': { plan: { targets: [price(1.0001)] } },
  'interval-too-wide': {
    plan: { quantity: quantity(0.3) },
    context: { forecasts: widened(4), history: stirred(73, 3.5) },
  },
  'interval-incoherent-with-volatility': { context: { history: stirred(73, 0.1) } },
  'stop-near-liquidation': {
    plan: { leverage: 2.9, stop: price(0.8), targets: [price(1.5)], quantity: quantity(0.1) },
  },
  'news-conflict': { context: { news: [{ availableAt: NOW - 3_600_000, impact: 0.9, direction: 'down' }] } },
  'risk-per-trade-exceeded': { plan: { quantity: quantity(1.01) } },
  'size-below-minimum': { plan: { quantity: '0.0000001' } },
  'size-above-equity': {
    plan: {
      market: 'spot',
      leverage: 1,
      quantity: String(1_001 / Number(CLEAN.entry)),
      timeExitAt: occasion.paths.cutoff,
    },
    context: { settings: rich },
  },
  'dry-liquidity': { context: { book: { availableAt: NOW, bids: [[30_000, 1]], asks: [[30_100, 1]] } } },
  'value-at-risk-exceeded': { plan: { quantity: quantity(12) }, context: { settings: rich } },
  expired: { context: { now: CLEAN.validUntil + 1 } },
  'short-on-spot': {
    plan: {
      side: 'SHORT',
      market: 'spot',
      leverage: 1,
      stop: price(1.02),
      targets: [price(0.96)],
      quantity: quantity(0.5),
    },
  },
};

describe('verifyCard', () => {
  it('finds nothing against a clean plan', () => {
    expect(verifyCard(CLEAN, CONTEXT)).toEqual([]);
  });

  it.each(VETO_REASONS)('rejects %s, and for that reason alone', (reason) => {
    const { plan, context } = FAULTS[reason];
    expect(verifyCard({ ...CLEAN, ...plan }, { ...CONTEXT, ...context })).toEqual([reason]);
  });

  it('finds liquidity dry by volume alone where no order book is known', () => {
    const dry = { ...CONTEXT.history, volume: CONTEXT.history.volume.map(() => 0.01) };
    expect(verifyCard(CLEAN, { ...CONTEXT, book: null })).toEqual([]);
    expect(verifyCard(CLEAN, { ...CONTEXT, book: null, history: dry })).toEqual(['dry-liquidity']);
    expect(verifyCard(CLEAN, { ...CONTEXT, book: { availableAt: NOW, bids: [], asks: [] } })).toEqual([
      'dry-liquidity',
    ]);
  });

  it('ignores news that is old, weak, or on the side of the plan', () => {
    const news = [
      { availableAt: NOW - 7 * 3_600_000, impact: 0.9, direction: 'down' as const },
      { availableAt: NOW - 60_000, impact: 0.7, direction: 'down' as const },
      { availableAt: NOW - 60_000, impact: 0.9, direction: 'up' as const },
    ];
    expect(verifyCard(CLEAN, { ...CONTEXT, news })).toEqual([]);
  });

  it('calls a forecast incoherent when it is far too narrow as well', () => {
    expect(verifyCard(CLEAN, { ...CONTEXT, forecasts: widened(0.2) })).toEqual(['interval-incoherent-with-volatility']);
  });

  it('passes every plan that recommend makes, shadow cards included', () => {
    for (const sigma of [0.01, 0.03, 0.06]) {
      const { shadow } = recommend(occasionOf({ sigma }));
      const context = { ...CONTEXT, forecasts: forecastsOf({ sigma }) };
      for (const plan of [shadow.long, shadow.short]) expect(verifyCard(plan, context)).toEqual([]);
    }
  });
});

describe('applyVerdict', () => {
  it('leaves a card without vetoes as it is', () => {
    expect(applyVerdict(card, [])).toBe(card);
  });

  it('makes any veto a NO-TRADE without a plan that names it', () => {
    const vetoed: TradeCard = applyVerdict(card, ['expired']);
    expect(vetoed).toMatchObject({
      action: 'NO-TRADE',
      reasons: ['vetoed-by-verifier'],
      vetoes: ['expired'],
      plan: null,
    });
    expect(vetoed.bestExpectedValue).toBe(card.bestExpectedValue);
  });
});
