import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money } from '../../../../domain/accounting/money.ts';
import { Desk, NO_ORDER_YET } from './desk.ts';

const quantities = (desk: Desk, leg: 'protection' | 'exit') =>
  desk.orders(leg).map(({ quantity }) => quantity.toFixed());

describe('a position', () => {
  const bought = new Money('0.02');
  const cash = new Money(10_000).minus(bought.times(40_000));

  const PATHS: Readonly<Record<string, (desk: Desk) => void>> = {
    'a fill that was told': (desk) => desk.fill('entry', '0.02'),
    'fills in parts': (desk) => ['0.005', '0.01', '0.005'].forEach((part) => desk.fill('entry', part)),
    'a fill before the answer to the order': (desk) => {
      desk.fill('entry', '0.02');
      desk.report('entry', 'acknowledge');
    },
    'a fill after a cancel': (desk) => {
      desk.report('entry', 'cancel', '0.02');
      desk.fill('entry', '0.02');
    },
    'an order that was unknown': (desk) => {
      desk.report('entry', 'silence');
      desk.fill('entry', '0.02');
    },
    'a reconciliation': (desk) => {
      const fills = [{ clientOrderId: desk.last('entry').clientOrderId, fill: desk.fillOf('entry', '0.02') }];
      desk.hear({ kind: 'pulled', pulled: { ...NO_ORDER_YET, fills, positionBase: bought, cashQuote: cash } });
    },
    'a reconciliation after a restart': (desk) => {
      desk.hear({ kind: 'take-over', token: 2 });
      const fills = [{ clientOrderId: desk.last('entry').clientOrderId, fill: desk.fillOf('entry', '0.02') }];
      desk.hear({ kind: 'pulled', pulled: { ...NO_ORDER_YET, fills, positionBase: bought, cashQuote: cash } });
    },
  };

  it.each(Object.entries(PATHS))(
    'that came by %s is protected whole, or a person is told (INCIDENTS O14)',
    (_, come) => {
      const desk = new Desk();
      desk.plan();
      come(desk);
      expect(desk.alarms()).toContain('unprotected');
      for (let stop = 0; stop < desk.orders('protection').length; stop++) {
        const { clientOrderId } = desk.orders('protection')[stop];
        desk.hear({ kind: 'report', clientOrderId, news: 'acknowledge', executed: new Money(0) });
      }
      const covered = desk.orders('protection').reduce((sum, { quantity }) => sum.plus(quantity), new Money(0));
      expect(covered.toFixed()).toBe('0.02');
      expect(desk.alarms()).toEqual([]);
      expect(desk.state.halts).toEqual([]);
    },
  );

  it('that came while no price was known has its stop all the same', () => {
    const desk = new Desk();
    desk.plan();
    desk.isPriceKnown = false;
    desk.fill('entry', '0.02');
    expect(quantities(desk, 'protection')).toEqual(['0.02']);
    expect(desk.orders('protection')[0].stopPrice?.toFixed()).toBe('39000');
  });

  it('whose stop is refused is closed, and the stop never counts as placed (INCIDENTS O15)', () => {
    const desk = new Desk();
    desk.plan();
    desk.fill('entry', '0.02');
    desk.report('protection', 'refuse');
    expect(desk.alarms()).toEqual(['unprotected', 'stop-refused']);
    expect(desk.state.trade).toMatchObject({ phase: 'closing', reason: 'stop-refused' });
    expect(quantities(desk, 'exit')).toEqual(['0.02']);
  });

  it('whose worker died between entry and stop is taken over with its stop (INCIDENTS O15)', () => {
    const desk = new Desk();
    desk.plan();
    desk.fill('entry', '0.02');
    desk.hear({ kind: 'take-over', token: 2 });
    expect(desk.last('protection').state).toBe('unknown');
    expect(desk.alarms()).toContain('unprotected');
    desk.answer(20_000, 'not-found');
    desk.hear({ kind: 'pulled', pulled: { ...NO_ORDER_YET, positionBase: bought, cashQuote: cash } });
    expect(desk.orders('protection').map(({ state }) => state)).toEqual(['absent', 'sent']);
  });

  it('is closed when it stays unprotected for longer than the grace period', () => {
    const desk = new Desk();
    desk.plan();
    desk.fill('entry', '0.02');
    desk.report('protection', 'acknowledge');
    desk.report('protection', 'expire');
    desk.report('protection', 'silence');
    desk.pass(45_000);
    expect(desk.state.trade).toMatchObject({ phase: 'closing', reason: 'unprotected' });
  });

  it('gets no protective order from any state at or after closing (INCIDENTS O13)', () => {
    const desk = Desk.open();
    desk.hear({ kind: 'invalidate', planId: 'plan-0', why: 'a person' });
    desk.report('protection', 'cancel');
    expect(quantities(desk, 'exit')).toEqual(['0.02']);
    desk.fill('exit', '0.01');
    desk.report('exit', 'cancel');
    desk.pass(120_000);
    expect(desk.orders('protection')).toHaveLength(1);
    expect(quantities(desk, 'exit')).toEqual(['0.02', '0.01']);
  });

  it('never has more working exits than it holds, for any interleaving of partial fills (INCIDENTS O10)', () => {
    const action = fc.record({
      what: fc.constantFrom('fill', 'acknowledge', 'cancel', 'cancel-behind', 'price', 'pass', 'refuse'),
      leg: fc.constantFrom('entry', 'protection', 'exit'),
      share: fc.integer({ min: 1, max: 4 }),
    } as const);
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const desk = new Desk();
        desk.plan({ quantity: new Money('0.02') });
        for (const each of actions) act(desk, each);
        expect(desk.state.halts).toEqual([]);
        expect(desk.folded()).toEqual(desk.state);
      }),
      { numRuns: 150 },
    );
  });
});

interface Action {
  readonly what: 'fill' | 'acknowledge' | 'cancel' | 'cancel-behind' | 'price' | 'pass' | 'refuse';
  readonly leg: 'entry' | 'protection' | 'exit';
  readonly share: number;
}

/** What a venue could do: it fills what it holds, and cancels what it has not filled. */
function act(desk: Desk, { what, leg, share }: Action): void {
  if (what === 'pass') desk.pass(10_000 * share);
  if (what === 'price') desk.price = 38_500 + 600 * share;
  const order = desk
    .orders(leg)
    .findLast(({ state }) => ['sent', 'working', 'partly-filled', 'unknown'].includes(state));
  if (order === undefined || order !== desk.last(leg)) return;
  const left = order.quantity.minus(order.filled);
  const part = left.times(share).div(4).toDecimalPlaces(4, Money.ROUND_UP);
  if (what === 'fill') desk.fill(leg, Money.min(part, left).toFixed());
  if (what === 'acknowledge') desk.report(leg, 'acknowledge');
  if (what === 'cancel') desk.report(leg, 'cancel');
  if (what === 'refuse' && order.state === 'sent') desk.report(leg, 'refuse');
  if (what === 'cancel-behind') {
    // the venue filled a part before it cancelled, and tells that later
    const executed = Money.min(order.filled.plus(part), order.quantity);
    desk.report(leg, 'cancel', executed.toFixed());
    desk.hear({ kind: 'time' });
    if (executed.greaterThan(order.filled)) desk.fill(leg, executed.minus(order.filled).toFixed());
  }
}
