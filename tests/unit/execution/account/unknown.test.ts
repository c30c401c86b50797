import { describe, expect, it } from 'vitest';
import { Money } from '../../../../domain/accounting/money.ts';
import { Desk } from './desk.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function silent(): Desk {
  const desk = new Desk();
  desk.plan();
  desk.report('entry', 'silence');
  return desk;
}

describe('an order that nobody has answered', () => {
  it('is found by its client id and stays one order (INCIDENTS O1)', () => {
    const desk = silent();
    desk.answer(6_000, 'found');
    desk.report('entry', 'acknowledge', '0.02');
    desk.fill('entry', '0.02');
    expect(desk.orders('entry')).toHaveLength(1);
    expect(desk.state.book.positionBase.toFixed()).toBe('0.02');
  });

  it('is not ordered again, however often it times out (INCIDENTS O2)', () => {
    const desk = silent();
    for (let i = 0; i < 10; i++) {
      desk.report('entry', 'silence');
      desk.pass(11_000);
      desk.plan();
    }
    expect(desk.orders('entry')).toHaveLength(1);
    expect(desk.sent()).toBe(1);
  });

  it('stays unknown through 30 minutes without a network (INCIDENTS O4), and the books match after it', () => {
    const desk = silent();
    desk.answer(30 * MINUTE_MS, 'no-answer');
    expect(desk.last('entry').state).toBe('unknown');
    desk.report('entry', 'acknowledge', '0.02');
    desk.fill('entry', '0.02');
    expect(desk.state.halts).toEqual([]);
    expect(desk.state.book.positionBase.toFixed()).toBe('0.02');
  });

  it('stays unknown through a day of silence, pages a person, and lets nothing be opened (INCIDENTS O5)', () => {
    const desk = silent();
    desk.pass(DAY_MS, MINUTE_MS);
    expect(desk.last('entry').state).toBe('unknown');
    expect(desk.alarms()).toEqual(['unknown-order']);
    expect(desk.plan()[0]).toMatchObject({ type: 'plan-refused' });
  });

  it('is there when its acceptance arrives after the timeout, or a second one is refused as a duplicate (INCIDENTS O6)', () => {
    const desk = silent();
    desk.report('entry', 'acknowledge');
    expect(desk.last('entry').state).toBe('working');
    desk.pass(20_000);
    expect(desk.orders('entry')).toHaveLength(1);
  });

  it('is absent when the venue has said so often enough, and another plan may follow', () => {
    const desk = silent();
    desk.answer(20_000, 'not-found');
    expect(desk.last('entry').state).toBe('absent');
    expect(desk.state.trade).toBeNull();
    desk.pass(6 * MINUTE_MS);
    expect(desk.plan()[0]).toMatchObject({ type: 'plan-accepted' });
  });

  it('that was called absent and then fills halts the account, and the fill is booked all the same', () => {
    const desk = silent();
    desk.answer(20_000, 'not-found');
    desk.fill('entry', '0.02');
    expect(desk.state.book.positionBase.toFixed()).toBe('0.02');
    expect(desk.state.halts[0]).toMatchObject({ cause: 'invariant' });
    expect(desk.alarms()).toEqual(['unprotected']);
    expect(desk.sent()).toBe(1);
  });

  it('keeps the stop’s place: nothing else is sold while it may be there', () => {
    const desk = new Desk();
    desk.plan();
    desk.fill('entry', '0.02');
    desk.report('protection', 'silence');
    desk.hear({ kind: 'invalidate', planId: 'plan-0', why: 'the forecast turned' });
    desk.pass(5 * MINUTE_MS);
    expect(desk.orders('exit')).toEqual([]);
    expect(desk.alarms()).toContain('unprotected');
    expect(desk.last('protection').quantity).toEqual(new Money('0.02'));
  });
});
