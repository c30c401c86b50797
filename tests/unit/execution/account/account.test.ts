import { describe, expect, it } from 'vitest';
import { Money } from '../../../../domain/accounting/money.ts';
import type { AccountEvent } from '../../../../domain/execution/account/events.ts';
import { isFinal } from '../../../../domain/execution/orders/life-cycle.ts';
import { Desk, NO_ORDER_YET } from './desk.ts';

describe('reconciling', () => {
  it('five times is the same as once (INCIDENTS O7)', () => {
    const desk = Desk.open();
    const clientOrderId = desk.last('protection').clientOrderId;
    const pulled = {
      reports: [{ clientOrderId, news: 'acknowledge', executed: new Money(0) }],
      fills: [],
      positionBase: new Money('0.02'),
      cashQuote: new Money(9_200),
      openOrders: [clientOrderId],
    } as const;
    const log = desk.events.length;
    for (let i = 0; i < 5; i++) expect(desk.hear({ kind: 'pulled', pulled })).toEqual([]);
    expect(desk.events).toHaveLength(log);
  });

  it('finds fills that were never told (INCIDENTS O8)', () => {
    const desk = new Desk();
    desk.plan();
    const fill = desk.fillOf('entry', '0.02');
    const { clientOrderId } = desk.last('entry');
    const pulled = { ...NO_ORDER_YET, fills: [{ clientOrderId, fill }], positionBase: new Money('0.02') };
    desk.hear({ kind: 'pulled', pulled: { ...pulled, cashQuote: new Money(9_200) } });
    expect(desk.state.book.positionBase.toFixed()).toBe('0.02');
    expect(desk.hear({ kind: 'fill', clientOrderId, fill })).toEqual([]);
  });

  it.each([
    ['a position', { positionBase: new Money('0.5') }, 'we hold 0, the venue says 0.5'],
    ['cash', { cashQuote: new Money(9_999) }, 'we have 10000 in cash, the venue says 9999'],
    ['an order', { openOrders: ['by-hand'] }, 'the venue has an order that is not ours: by-hand'],
  ])('halts for %s that nobody can explain, and invents nothing (INCIDENTS O9)', (_, change, why) => {
    const desk = new Desk();
    const pulled = { ...NO_ORDER_YET, ...change };
    desk.hear({ kind: 'pulled', pulled });
    expect(desk.plan()[0]).toMatchObject({ type: 'plan-refused' });
    desk.pass(10_000);
    desk.hear({ kind: 'pulled', pulled });
    expect(desk.state.halts).toEqual([{ cause: 'reconcile', why }]);
    expect(desk.events.some(({ type }) => type === 'fill-booked' || type === 'order-sent')).toBe(false);
    desk.hear({ kind: 'lift-halts' });
    expect(desk.state.halts).toHaveLength(1);
    desk.hear({ kind: 'pulled', pulled: NO_ORDER_YET });
    desk.hear({ kind: 'lift-halts' });
    expect(desk.state.halts).toEqual([]);
  });

  it('halts for nothing that a slow answer says again: it was asked for before the venue had settled', () => {
    const desk = new Desk();
    const pulled = { ...NO_ORDER_YET, cashQuote: new Money(9_999) };
    desk.hear({ kind: 'pulled', pulled });
    const askedAt = desk.now + 1_000;
    desk.pass(30_000);
    expect(desk.hear({ kind: 'pulled', pulled, askedAt })).toEqual([]);
    expect(desk.state.suspicion).not.toBeNull();
    desk.hear({ kind: 'pulled', pulled, askedAt: desk.now });
    expect(desk.state.halts).toHaveLength(1);
  });

  it('halts for an order that the venue still works and we hold for gone', () => {
    const desk = Desk.open();
    desk.hear({ kind: 'invalidate', planId: 'plan-0', why: 'a person' });
    const { clientOrderId } = desk.last('protection');
    desk.report('protection', 'cancel');
    desk.fill('exit', '0.02');
    const pulled = { ...NO_ORDER_YET, openOrders: [clientOrderId] };
    desk.hear({ kind: 'pulled', pulled });
    desk.pass(10_000);
    desk.hear({ kind: 'pulled', pulled });
    expect(desk.state.halts).toEqual([
      { cause: 'reconcile', why: `the venue works an order that is cancelled here: ${clientOrderId}` },
    ]);
  });

  it('comes before trading: an account that was just taken over opens nothing', () => {
    const desk = new Desk();
    desk.hear({ kind: 'take-over', token: 2 });
    expect(desk.plan()[0]).toMatchObject({ type: 'plan-refused', vetoes: [{ rule: 'trading-state' }] });
  });
});

describe('a plan', () => {
  it('is executed at most once, and a stopped-out card does not re-open', () => {
    const desk = Desk.open({ planId: 'card' });
    desk.fill('protection', '0.02');
    expect(desk.state.trade).toBeNull();
    desk.pass(70_000);
    expect(desk.plan({ planId: 'card' })).toEqual([]);
    expect(desk.orders('entry')).toHaveLength(1);
  });

  it.each([
    ['after its end', { validUntil: -1 }, 'card-validity'],
    ['when it risks too much', { riskQuote: 51 }, 'risk-per-trade'],
  ])('is not sent %s, and the veto says rule, limit and value', (_, change, rule) => {
    const [event] = new Desk().plan(change);
    expect(event).toMatchObject({ type: 'plan-refused', vetoes: [{ rule, limit: expect.any(Number) }] });
  });

  it.each([
    [10_000, 'plan-accepted'],
    [10_001, 'plan-refused'],
  ])('on a price that is %i ms old: %s', (quoteAgeMs, type) => {
    const desk = new Desk();
    desk.quoteAgeMs = quoteAgeMs;
    expect(desk.plan()[0]).toMatchObject({ type });
  });

  it('without the verdict "pass" is not sent', () => {
    expect(new Desk().plan({ verdict: 'veto' })[0]).toMatchObject({ type: 'plan-refused' });
  });
});

describe('a halt', () => {
  it.each(['halt', null] as const)('that the row says (%s) stops every send from then on (INCIDENTS O16)', (row) => {
    const desk = Desk.open();
    desk.row = row;
    const before = desk.sent();
    desk.plan({ planId: 'another' });
    desk.hear({ kind: 'invalidate', planId: 'plan-0', why: 'a person' });
    desk.price = 38_000;
    desk.pass(600_000);
    expect(desk.sent()).toBe(before);
    expect(desk.events.some(({ type }) => type === 'cancel-sent')).toBe(false);
  });

  it('cancels what is left of an entry and leaves the stop where it is', () => {
    const desk = new Desk();
    desk.plan();
    desk.fill('entry', '0.01');
    desk.report('protection', 'acknowledge');
    desk.row = 'halt';
    desk.pass(5_000);
    const cancelled = desk.events.flatMap((event) => (event.type === 'cancel-sent' ? [event.clientOrderId] : []));
    expect(cancelled).toEqual([desk.last('entry').clientOrderId]);
  });

  it('lets exits go on where only entries are forbidden', () => {
    const desk = Desk.open();
    desk.row = 'reduce';
    desk.price = 38_900;
    desk.pass(5_000);
    desk.report('protection', 'cancel');
    expect(desk.last('exit').quantity.toFixed()).toBe('0.02');
  });
});

describe('a trade', () => {
  it('sells what the fee in base has left, and what is too little to sell becomes dust (INCIDENTS O11, O12)', () => {
    const desk = new Desk();
    desk.feeInBase = true;
    desk.plan({ quantity: new Money('0.0235') });
    desk.fill('entry', '0.0235');
    expect(desk.last('protection').quantity.toFixed()).toBe('0.0234');
    desk.fill('protection', '0.0234');
    expect(desk.state.trade).toBeNull();
    expect(desk.state.book.positionBase.toFixed()).toBe('0');
    expect(desk.state.book.dust.map(({ quantity }) => quantity.toFixed())).toEqual(['0.0000765']);
    desk.pass(310_000);
    expect(desk.plan()[0]).toMatchObject({ type: 'plan-accepted' });
  });

  it('does not try a refused exit for ever (INCIDENTS O11)', () => {
    const desk = Desk.open();
    desk.hear({ kind: 'invalidate', planId: 'plan-0', why: 'a person' });
    desk.report('protection', 'cancel');
    for (let i = 0; i < 30; i++) {
      if (!isFinal(desk.last('exit').state)) desk.report('exit', 'refuse');
      desk.pass(600_000, 60_000);
    }
    expect(desk.orders('exit')).toHaveLength(8);
    expect(desk.alarms()).toContain('exit-refused');
  });

  it('climbs its ladder: the stop gives way, a rung is sold, the rest is protected again', () => {
    const rung = (price: number) => ({ price: new Money(price), share: new Money('0.5') });
    const exits = { breakEvenAt: null, trailingFraction: null, trailingAtrs: null, timeExitAt: 9e9 };
    const desk = Desk.open({ exits: { ...exits, targets: [rung(41_000), rung(42_000)] } });
    desk.price = 41_000;
    desk.pass(5_000);
    expect(desk.orders('exit')).toEqual([]);
    desk.report('protection', 'cancel');
    desk.fill('exit', '0.01');
    expect(desk.last('protection')).toMatchObject({ attempt: 2, state: 'sent' });
    expect(desk.last('protection').quantity.toFixed()).toBe('0.01');
    desk.report('protection', 'acknowledge');
    desk.price = 42_000;
    desk.pass(5_000);
    desk.report('protection', 'cancel');
    desk.fill('exit', '0.01');
    expect(desk.state.trade).toBeNull();
    expect(desk.state.book.realisedQuote.toFixed()).toBe('30');
  });

  it('moves its stop by cancelling the old one first', () => {
    const exits = {
      targets: [],
      breakEvenAt: null,
      trailingFraction: new Money('0.01'),
      trailingAtrs: null,
      timeExitAt: 9e9,
    };
    const desk = Desk.open({ exits });
    desk.price = 41_000;
    desk.pass(5_000);
    expect(desk.state.trade?.stopPrice.toFixed()).toBe('40590');
    expect(desk.orders('protection')).toHaveLength(1);
    desk.report('protection', 'cancel');
    expect(desk.last('protection').stopPrice?.toFixed()).toBe('40590');
  });

  it('is forgotten when another has followed it, but for what it moved; the account does not grow with its age', () => {
    const desk = new Desk();
    for (let trade = 0; trade < 5; trade++) {
      desk.plan();
      desk.fill('entry', '0.02');
      desk.fill('protection', '0.02');
      desk.pass(6 * 60_000, 60_000);
    }
    const events = desk.events.filter(({ type }) => type === 'fill-booked');
    expect(events).toHaveLength(10);
    expect(Object.keys(desk.state.orders)).toHaveLength(4);
    expect(Object.keys(desk.state.fillsSeen)).toHaveLength(4);
    expect(desk.hear({ kind: 'fill', ...(events[0] as AccountEvent & { type: 'fill-booked' }) })).toEqual([]);
    expect(desk.state.book.positionBase.toFixed()).toBe('0');
    expect(desk.state.halts).toEqual([]);
  });

  it('is the same for whoever folds its events', () => {
    const desk = Desk.open();
    desk.price = 38_000;
    desk.pass(30_000);
    expect(desk.folded()).toEqual(desk.state);
  });
});
