import { describe, expect, it } from 'vitest';
import { Money, ZERO } from '../../../../domain/accounting/money.ts';
import { DEFAULT_LIMITS } from '../../../../domain/risk/judge.ts';
import { Desk, NO_ORDER_YET } from './desk.ts';

const paid = { kind: 'funding', paidQuote: new Money('0.08'), time: 28_800_000 } as const;

describe('an account on a perpetual', () => {
  it('books a settlement once, whoever tells it and however often', () => {
    const desk = Desk.open();
    expect(desk.hear(paid)).toEqual([{ type: 'funding-booked', paidQuote: paid.paidQuote, time: paid.time }]);
    expect(desk.hear(paid)).toEqual([]);
    const { clientOrderId } = desk.last('protection');
    const pulled = {
      ...NO_ORDER_YET,
      positionBase: new Money('0.02'),
      cashQuote: new Money('9199.92'),
      openOrders: [clientOrderId],
      funding: [paid],
    };
    expect(desk.hear({ kind: 'pulled', pulled })).toEqual([]);
    expect(desk.state.book.fundingPaidQuote.toFixed()).toBe('0.08');
    expect(desk.folded()).toEqual(desk.state);
  });

  it('hears of a settlement that was never told when it compares', () => {
    const desk = new Desk();
    const received = { paidQuote: new Money(-3), time: 28_800_000 };
    desk.hear({ kind: 'pulled', pulled: { ...NO_ORDER_YET, cashQuote: new Money(10_003), funding: [received] } });
    expect(desk.state.book.cashQuote.toFixed()).toBe('10003');
    expect(desk.state.suspicion).toBeNull();
  });

  it('books a liquidation, ends the trade by that name, and goes on', () => {
    const desk = Desk.open();
    desk.price = 38_000;
    const fill = { ...desk.fillOf('protection', '0.02'), tradeId: 'L1' };
    desk.hear({ kind: 'liquidated', fill });
    expect(desk.events).toContainEqual({ type: 'liquidated', fill, time: desk.now });
    expect(desk.report('protection', 'cancel')).toEqual([]);
    expect(desk.hear({ kind: 'liquidated', fill })).toEqual([]);
    expect(desk.state).toMatchObject({ trade: null, halts: [] });
    expect(desk.state.book.positionBase).toEqual(ZERO);
    desk.pass(300_000, 60_000);
    expect(desk.plan()).toContainEqual(expect.objectContaining({ type: 'plan-accepted' }));
    expect(desk.folded()).toEqual(desk.state);
  });

  it('answers SHORT on spot with the rule that says so (METHODS §6)', () => {
    const desk = new Desk();
    const short = { side: 'SHORT', stopPrice: new Money(41_000) } as const;
    expect(DEFAULT_LIMITS['short-not-available']).toBe(0);
    expect(desk.plan(short)).toEqual([
      expect.objectContaining({
        type: 'plan-refused',
        vetoes: [{ rule: 'short-not-available', limit: 0, measured: 1 }],
      }),
    ]);
  });
});
