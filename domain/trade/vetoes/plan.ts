/** Reasons that lie in the plan itself: its prices, its size, its time. */
import { Decimal } from 'decimal.js';
import type { TradePlan, VetoReason } from '../card.ts';
import { roundTripCost } from '../settings.ts';
import { LIQUIDATION_STOPS, liquidationDistance } from '../sizing.ts';
import type { Veto } from './veto.ts';

/** The first target pays at least so much of what the stop costs (F113). */
const MIN_REWARD = 0.5;
/** Of the risk allowed: quantities are rounded down, so nothing but arithmetic noise may exceed it. */
const RISK_TOLERANCE = 1e-9;

export const PLAN_VETOES = {
  'leverage-cap-exceeded': ({ leverage }, { settings }) => leverage > settings.leverageCap,
  'invalid-stop-long': (plan) => plan.side === 'LONG' && new Decimal(plan.stop).gte(plan.entry),
  'invalid-stop-short': (plan) => plan.side === 'SHORT' && new Decimal(plan.stop).lte(plan.entry),
  'target-too-close': (plan) => {
    const towards = plan.side === 'LONG' ? 1 : -1;
    const rewards = plan.targets.map((target) => new Decimal(target).minus(plan.entry).times(towards));
    return rewards.some((reward) => reward.lt(stopDistance(plan).times(MIN_REWARD)));
  },
  'stop-near-liquidation': (plan, { costs }) =>
    liquidationDistance(plan, costs) < LIQUIDATION_STOPS * stopDistance(plan).div(plan.entry).toNumber(),
  'risk-per-trade-exceeded': (plan, { settings, costs }) => {
    const lossPerUnit = stopDistance(plan).plus(new Decimal(plan.entry).times(roundTripCost(costs)));
    const allowed = new Decimal(settings.equityQuote).times(settings.riskPerTrade);
    return lossPerUnit.times(plan.quantity).gt(allowed.times(1 + RISK_TOLERANCE));
  },
  'size-below-minimum': (plan, { costs }) => notional(plan).lt(costs.minNotionalQuote),
  'size-above-equity': (plan, { settings }) => plan.market === 'spot' && notional(plan).gt(settings.equityQuote),
  expired: ({ validUntil }, { now }) => now > validUntil,
  'short-on-spot': ({ side, market }, { settings }) =>
    side === 'SHORT' && (market === 'spot' || settings.market === 'spot'),
} as const satisfies Partial<Record<VetoReason, Veto>>;

/** Quote units, whichever side the stop is on. */
function stopDistance({ entry, stop }: TradePlan): Decimal {
  return new Decimal(entry).minus(stop).abs();
}

function notional({ quantity, entry }: TradePlan): Decimal {
  return new Decimal(quantity).times(entry);
}
