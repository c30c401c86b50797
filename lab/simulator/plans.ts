/** Plans of every kind: long and short, with and without rungs, trailing and break-even stops, short and shorter. */
import { Money, type Price } from '../../domain/accounting/money.ts';
import type { ExecutionPlan } from '../../domain/execution/account/plan.ts';
import { Rng } from '../../domain/numeric/random.ts';

export interface ScheduledPlan {
  readonly at: number;
  readonly plan: ExecutionPlan;
}

const EVERY_MS = 120_000;
const BASE_PRICE = 40_000;

/** `isSpot`: long only. Every plan has its own stream, so that fewer of them are the first of more. */
export function plansOf(seed: number, count: number, isSpot: boolean): ScheduledPlan[] {
  return Array.from({ length: count }, (_, i) => {
    const rng = Rng.seeded(`${seed}:plan${i}`);
    const at = 10_000 + i * EVERY_MS + Math.round(20_000 * rng.uniform());
    return { at, plan: planAt(`plan${i}`, at, rng, isSpot) };
  });
}

function planAt(planId: string, at: number, rng: Rng, isSpot: boolean): ExecutionPlan {
  const isLong = isSpot || rng.uniform() < 0.5;
  const away = (distance: number): Price => new Money((BASE_PRICE * (1 + (isLong ? distance : -distance))).toFixed(2));
  const often = (chance: number) => rng.uniform() < chance;
  const third = new Money('0.33');
  return {
    planId,
    side: isLong ? 'LONG' : 'SHORT',
    quantity: new Money(0.001 * (1 + rng.below(60))).toDecimalPlaces(4),
    stopPrice: away(-0.002 - 0.01 * rng.uniform()),
    exits: {
      targets: often(0.5) ? [] : [0.002, 0.004, 0.006].map((distance) => ({ price: away(distance), share: third })),
      breakEvenAt: often(0.5) ? null : away(0.003),
      trailingFraction: often(0.7) ? null : new Money('0.004'),
      trailingAtrs: often(0.7) ? null : new Money(3),
      timeExitAt: at + 30_000 + Math.round(90_000 * rng.uniform()),
    },
    validUntil: at + 60_000,
    verdict: often(0.1) ? 'veto' : 'pass',
    riskQuote: 20,
  };
}
