import { describe, expect, it } from 'vitest';
import type { AccountEvent } from '../../../../domain/execution/account/events.ts';
import { evolve } from '../../../../domain/execution/account/evolve.ts';
import { brokenBy, isProtectedOrTold } from '../../../../domain/execution/account/invariants.ts';
import type { AccountState } from '../../../../domain/execution/account/state.ts';
import { Money } from '../../../../domain/accounting/money.ts';
import { Desk } from './desk.ts';

/** Each an event, or a state, that a sound executor never makes, and what is then said. */
const BROKEN: Readonly<Record<string, readonly [(desk: Desk) => AccountState, string]>> = {
  'an exit beside the stop': [
    (desk) => {
      const intent = { ...desk.last('protection'), clientOrderId: 'second', leg: 'exit', attempt: 1 } as const;
      return after(desk.state, { type: 'order-recorded', intent });
    },
    'exits of 0.04 are working against a position of 0.02',
  ],
  'an entry beyond the plan': [
    (desk) => {
      const intent = { ...desk.last('entry'), clientOrderId: 'second', attempt: 2 };
      return after(desk.state, { type: 'order-recorded', intent });
    },
    'position and entries add up to 0.04, the plan is 0.02',
  ],
  'one client order id for two orders': [
    (desk) => after(desk.state, { type: 'order-recorded', intent: desk.last('entry') }),
    'was given to two orders',
  ],
  'a final order that comes back': [(desk) => heard(desk, 'entry', 'refuse'), 'is filled and was told "refuse"'],
  'a fill beyond the quantity': [
    (desk) => {
      const fill = desk.fillOf('protection', '0.03');
      const { clientOrderId } = desk.last('protection');
      return after(desk.state, { type: 'fill-booked', clientOrderId, fill, time: desk.now });
    },
    'was filled beyond its quantity',
  ],
  'a position that no fill explains': [
    (desk) => {
      const entry = { ...desk.last('entry'), filled: new Money('0.01') };
      return { ...desk.state, orders: { ...desk.state.orders, [entry.clientOrderId]: entry } };
    },
    'the position is 0.02, the fills of the orders add up to 0.01',
  ],
  'cash that no fill explains': [
    (desk) => ({ ...desk.state, book: { ...desk.state.book, cashQuote: new Money(1) } }),
    'cash is 1, the events add up to 9200',
  ],
  'an entry sent after the end of its plan': [
    (desk) => {
      const intent = { ...desk.last('entry'), clientOrderId: 'late', attempt: 2 };
      const recorded = after(desk.state, { type: 'order-recorded', intent });
      return after(recorded, { type: 'order-sent', clientOrderId: 'late', time: 60_000, mark: new Money(40_000) });
    },
    'was sent without a valid plan',
  ],
};

function after(state: AccountState, event: AccountEvent): AccountState {
  return evolve(state, event);
}

function heard(desk: Desk, leg: 'entry', news: 'refuse'): AccountState {
  const { clientOrderId } = desk.last(leg);
  return after(desk.state, { type: 'order-heard', clientOrderId, news, executed: new Money(0), time: desk.now });
}

describe('the invariants (INCIDENTS 2.3)', () => {
  it('hold for an open position', () => {
    const { state } = Desk.open();
    expect(brokenBy(state)).toBeNull();
    expect(isProtectedOrTold(state, 'normal', 0)).toBeNull();
  });

  it.each(Object.entries(BROKEN))('see %s', (_, [broken, said]) => {
    expect(brokenBy(broken(Desk.open()))).toContain(said);
  });

  it('see a position without its stop, of which nobody was told, and one that nobody closes', () => {
    const desk = Desk.open();
    const bare = heardExpired(desk);
    expect(isProtectedOrTold(bare, 'normal', 0)).toContain('nobody has been told');
    const told = { ...bare, alarms: [{ about: 'unprotected', subject: 'BTC/USDT', since: 0 }] } as const;
    expect(isProtectedOrTold(told, 'normal', 30_000)).toBeNull();
    expect(isProtectedOrTold(told, 'normal', 30_001)).toContain('is not being closed');
    expect(isProtectedOrTold(told, 'halt', 30_001)).toBeNull();
  });

  it('halt the account with their evidence, once, and trade nothing', () => {
    const desk = Desk.open();
    const sent = desk.sent();
    desk.report('entry', 'refuse');
    desk.report('entry', 'refuse');
    desk.price = 30_000;
    desk.pass(60_000);
    expect(desk.state.halts).toEqual([{ cause: 'invariant', why: expect.stringContaining('is filled and was told') }]);
    expect(desk.sent()).toBe(sent);
  });
});

function heardExpired(desk: Desk): AccountState {
  const { clientOrderId } = desk.last('protection');
  return after(desk.state, { type: 'order-heard', clientOrderId, news: 'expire', executed: new Money(0), time: 0 });
}
