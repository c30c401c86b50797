import { describe, expect, it } from 'vitest';
import { Money } from '../../../domain/accounting/money.ts';
import type { HeldPosition, MarketReading } from '../../../domain/execution/exits/exit-rule.ts';
import { EXIT_RULES } from '../../../domain/execution/exits/registry.ts';

const money = (value: number) => new Money(value);
const at = (price: number, change: Partial<MarketReading> = {}): MarketReading => ({
  time: 0,
  bid: money(price),
  ask: money(price),
  high: money(price),
  low: money(price),
  atr: money(1),
  ...change,
});

/** A position from 100 with its stop 2 away; prices are given as those of a long one and mirrored for a short one. */
function held(side: 'LONG' | 'SHORT', change: Partial<HeldPosition['exits']> = {}, stop = 98): HeldPosition {
  const exits = {
    targets: [],
    breakEvenAt: null,
    trailingFraction: null,
    trailingAtrs: null,
    timeExitAt: 1e9,
    ...change,
  };
  const stopPrice = money(mirrored(side, stop));
  return { side, entryPrice: money(100), stopPrice, rungsTaken: 0, invalidatedBy: null, exits };
}

function mirrored(side: 'LONG' | 'SHORT', price: number): number {
  return side === 'LONG' ? price : 200 - price;
}

const ruleNamed = (name: string) => EXIT_RULES.find((rule) => rule.name === name)!;

describe.each(['LONG', 'SHORT'] as const)('exits of a %s position', (side) => {
  const price = (value: number) => mirrored(side, value);
  const ask = (name: string, position: HeldPosition, market: MarketReading) => {
    const answer = ruleNamed(name).check(position, market);
    return answer.kind === 'move-stop' ? answer.stopPrice.toNumber() : answer.kind;
  };

  it('hard stop: closes at the stop and beyond, not before it', () => {
    expect(ask('hard-stop', held(side), at(price(98.01)))).toBe('hold');
    expect(ask('hard-stop', held(side), at(price(98)))).toBe('close');
    expect(ask('hard-stop', held(side), at(price(90)))).toBe('close');
  });

  it('ladder: takes one rung after the other, and closes with the one that makes the whole', () => {
    const targets = [102, 104].map((target) => ({ price: money(price(target)), share: money(0.5) }));
    const position = held(side, { targets });
    expect(ask('take-profit', position, at(price(101.99)))).toBe('hold');
    expect(ask('take-profit', position, at(price(105)))).toBe('take-rung');
    expect(ask('take-profit', { ...position, rungsTaken: 1 }, at(price(104)))).toBe('close');
    expect(ask('take-profit', { ...position, rungsTaken: 2 }, at(price(110)))).toBe('hold');
  });

  it('break-even: moves the stop to the entry once, and never back', () => {
    const position = held(side, { breakEvenAt: money(price(103)) });
    expect(ask('break-even', position, at(price(102.9)))).toBe('hold');
    expect(ask('break-even', position, at(price(103)))).toBe(100);
    expect(ask('break-even', held(side, { breakEvenAt: money(price(103)) }, 101), at(price(103)))).toBe('hold');
  });

  it('trailing: follows the best price of the bar at its distance, and never back', () => {
    const best = price(110);
    const market = at(price(109), side === 'LONG' ? { high: money(best) } : { low: money(best) });
    const byPercent = held(side, { trailingFraction: money(0.01) });
    const byRange = held(side, { trailingAtrs: money(3) });
    expect(ask('trailing-percent', byPercent, market)).toBeCloseTo(side === 'LONG' ? best * 0.99 : best * 1.01, 9);
    expect(ask('trailing-atr', byRange, market)).toBe(price(107));
    expect(ask('trailing-atr', byRange, { ...market, atr: null })).toBe('hold');
    expect(ask('trailing-percent', held(side, { trailingFraction: money(0.5) }), market)).toBe('hold');
  });

  it('time and invalidation: close when the time has come or the card was taken back', () => {
    const position = held(side, { timeExitAt: 1_000 });
    expect(ask('time', position, at(100, { time: 999 }))).toBe('hold');
    expect(ask('time', position, at(100, { time: 1_000 }))).toBe('close');
    expect(ask('invalidated', position, at(100))).toBe('hold');
    expect(ask('invalidated', { ...position, invalidatedBy: 'a person' }, at(100))).toBe('close');
  });
});

describe.each(EXIT_RULES.map((rule) => [rule.name, rule] as const))('exit rule %s', (_, rule) => {
  it('holds a quiet position that asks for nothing, and answers the same twice', () => {
    for (const side of ['LONG', 'SHORT'] as const) {
      expect(rule.check(held(side), at(100))).toEqual({ kind: 'hold' });
      expect(rule.check(held(side), at(100, { atr: null }))).toEqual({ kind: 'hold' });
    }
  });
});
