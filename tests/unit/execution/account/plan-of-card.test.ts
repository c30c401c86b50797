import { describe, expect, it } from 'vitest';
import { planOfCard } from '../../../../domain/execution/account/plan-of-card.ts';
import type { TradePlan } from '../../../../domain/trade/card.ts';
import { ACCOUNT } from '../../../../lab/simulator/settings.ts';

const card: TradePlan = {
  side: 'LONG',
  market: 'spot',
  entry: '40000.00',
  stop: '39012.347',
  targets: ['41000.123'],
  leverage: 1,
  quantity: '0.123456',
  riskQuote: '4.9871',
  validUntil: 5_400_000,
  timeExitAt: 86_400_000,
  expectedValue: -0.002,
  expectedValueSe: 0.0001,
};
const planOf = (change: Partial<TradePlan> = {}, vetoes: readonly ['expired'] | readonly [] = []) =>
  planOfCard({ planId: 'r1/advice', plan: { ...card, ...change }, vetoes }, ACCOUNT.steps);

describe('a card on the steps of a venue', () => {
  it('keeps side, prices, times and risk', () => {
    expect(planOf()).toMatchObject({
      planId: 'r1/advice',
      side: 'LONG',
      exits: { breakEvenAt: null, timeExitAt: 86_400_000 },
      validUntil: 5_400_000,
      verdict: 'pass',
      riskQuote: 4.9871,
    });
    expect(planOf().exits.targets.map(({ price, share }) => [price.toFixed(), share.toFixed()])).toEqual([
      ['41000.123', '1'],
    ]);
  });

  it('never risks more: the quantity goes down, the stop towards the entry', () => {
    expect(planOf().quantity.toFixed()).toBe('0.1234');
    expect(planOf().stopPrice.toFixed()).toBe('39012.35');
    expect(planOf({ side: 'SHORT', stop: '41012.347' }).stopPrice.toFixed()).toBe('41012.34');
  });

  it('leaves at several targets in equal shares that add up to the whole', () => {
    const { targets } = planOf({ targets: ['41000', '42000', '43000'] }).exits;
    expect(targets[0].share.toFixed(4)).toBe('0.3333');
    expect(
      targets.reduce((sum, { share }) => sum.plus(share), targets[0].share.minus(targets[0].share)).toFixed(),
    ).toBe('1');
  });

  it('is refused where it was vetoed, or is smaller than the venue takes', () => {
    expect(planOf({}, ['expired']).verdict).toBe('veto');
    expect(planOf({ quantity: '0.0001' }).verdict).toBe('veto');
  });
});
