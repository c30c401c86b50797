/** A share of equity to hold, as a plan that the executor takes: it holds nothing without a stop. */
import { Money, type Price } from '../accounting/money.ts';
import { floorToStep, type MarketSteps, sellable } from '../accounting/steps.ts';
import type { ExecutionPlan } from '../execution/account/plan.ts';
import { DAY_MS, type EpochMs } from '../market/candles.ts';

/** So far below that only a crash gets there: the strategy itself changes its exposure instead of stopping out. */
const STOP_SIGMAS = 5;
const FURTHEST_STOP = 0.5;
/** Of what an entry pays, kept for its costs. */
const COSTS = 0.002;
/** It is left by a change of the exposure, not by time. */
const HELD_AT_MOST_MS = 365 * DAY_MS;

export interface WantedExposure {
  readonly planId: string;
  /** Of the equity, 0 … 1. */
  readonly exposure: number;
  readonly equityQuote: number;
  readonly price: Price;
  /** Of the 24-hour log-return. */
  readonly sigma24: number;
  readonly issuedAt: EpochMs;
  readonly validUntil: EpochMs;
}

/** @example exposurePlan({ planId, exposure: 0.5, equityQuote: 1_000, price, sigma24: 0.03, issuedAt, validUntil }, steps).quantity */
export function exposurePlan(wanted: WantedExposure, steps: MarketSteps): ExecutionPlan {
  const { planId, exposure, equityQuote, price, sigma24, issuedAt, validUntil } = wanted;
  const spend = new Money(equityQuote).times(exposure).div(1 + COSTS);
  const quantity = sellable(spend.div(price), price, steps);
  const distance = Math.min(FURTHEST_STOP, STOP_SIGMAS * sigma24);
  const stopPrice = floorToStep(price.times(1 - distance), steps.priceStep);
  return {
    planId,
    side: 'LONG',
    quantity,
    stopPrice,
    exits: {
      targets: [],
      breakEvenAt: null,
      trailingFraction: null,
      trailingAtrs: null,
      timeExitAt: issuedAt + HELD_AT_MOST_MS,
    },
    validUntil,
    verdict: quantity.isZero() ? 'veto' : 'pass',
    riskQuote: quantity.times(price.minus(stopPrice)).plus(spend.times(COSTS)).toNumber(),
  };
}
