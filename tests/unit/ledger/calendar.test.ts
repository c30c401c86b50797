import { describe, expect, it } from 'vitest';
import { type CalendarRule, expectedSlots, nextPlanned, sameCalendar } from '../../../domain/ledger/calendar.ts';

const at = (text: string) => Date.parse(text);
const rule = (effectiveFrom: string, symbols: string[]): CalendarRule => ({
  effectiveFrom: at(effectiveFrom),
  symbols,
  horizonsHours: [4, 12, 24],
  slots: ['00:00', '12:00'],
  zone: 'UTC',
  baselines: 'baseline-v1',
  scoring: 1,
});

describe('the slots a calendar has had', () => {
  it('start with the first rule and include its first slot', () => {
    const slots = expectedSlots([rule('2026-11-20T12:00Z', ['BTC/USDT'])], at('2026-11-21T12:00Z'));
    expect(slots.map(({ slot }) => slot)).toEqual(['1200', '0000', '1200']);
  });

  it('change with a later rule from its slot on, so that no slot has two rules', () => {
    const rules = [rule('2026-11-20T00:00Z', ['BTC/USDT']), rule('2026-11-20T12:00Z', ['BTC/USDT', 'ETH/USDT'])];
    const slots = expectedSlots(rules, at('2026-11-20T13:00Z')).map(({ slot, symbol }) => `${slot} ${symbol}`);
    expect(slots).toEqual(['0000 BTC/USDT', '1200 BTC/USDT', '1200 ETH/USDT']);
  });

  it('are none before the first rule takes effect', () => {
    expect(expectedSlots([rule('2026-11-20T12:00Z', ['BTC/USDT'])], at('2026-11-20T11:59Z'))).toEqual([]);
  });
});

describe('the next release of a symbol', () => {
  const rules = [rule('2026-07-01T00:00Z', ['BTC/USDT', 'ETH/USDT']), rule('2026-07-10T12:00Z', ['BTC/USDT'])];

  it('is the next slot of the newest calendar, never before that takes effect', () => {
    expect(nextPlanned(rules, 'BTC/USDT', at('2026-07-12T12:00Z'))).toBe(at('2026-07-13T00:00Z'));
    expect(nextPlanned(rules, 'BTC/USDT', at('2026-07-08T12:00Z'))).toBe(at('2026-07-10T12:00Z'));
  });

  it('is not known of a symbol that is not in it any more', () => {
    expect(nextPlanned(rules, 'ETH/USDT', at('2026-07-12T12:00Z'))).toBeNull();
    expect(nextPlanned([], 'BTC/USDT', at('2026-07-12T12:00Z'))).toBeNull();
  });
});

it('two rules are the same calendar whatever their start and the order of their keys', () => {
  const { effectiveFrom: _, zone, ...rest } = rule('2026-11-20T00:00Z', ['BTC/USDT']);
  expect(sameCalendar(rule('2026-01-01T00:00Z', ['BTC/USDT']), { zone, ...rest })).toBe(true);
  expect(sameCalendar(rule('2026-01-01T00:00Z', ['ETH/USDT']), { zone, ...rest })).toBe(false);
});
