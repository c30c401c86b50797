import type { EpochMs } from '../market/candles.ts';
import { settlementsBetween } from '../market/funding-times.ts';
import type { TradePlan } from './card.ts';
import type { TradingCosts } from './settings.ts';

/** Settlements that a position opened right after `cutoff` has met by each bar's open, the last entry by the end; shape (bars + 1). */
export function settlementsByBar(cutoff: EpochMs, barMs: number, bars: number): Float64Array {
  return Float64Array.from({ length: bars + 1 }, (_, bar) => settlementsBetween(cutoff, cutoff + bar * barMs));
}

/**
 * What a position pays at each settlement, as a fraction of the price; negative: receives. A LONG pays the rate, a
 * SHORT receives it; where the venue does not say, either side pays the usual one. Nothing on spot.
 */
export function fundingPaid(
  side: TradePlan['side'],
  market: TradePlan['market'],
  rate: number | null,
  costs: TradingCosts,
): number {
  if (market === 'spot') return 0;
  if (rate === null) return costs.usualFunding;
  return side === 'LONG' ? rate : -rate;
}
