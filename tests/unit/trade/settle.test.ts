import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import { barAt } from '../../../domain/execution/matching/bar.ts';
import { matchBar } from '../../../domain/execution/matching/match-bar.ts';
import { order } from '../../../domain/execution/matching/order.ts';
import { NO_ORDERS, placed } from '../../../domain/execution/matching/working-orders.ts';
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import type { TradePlan } from '../../../domain/trade/card.ts';
import { settle } from '../../../domain/trade/settle.ts';
import { spotVenue } from '../backtest/venue.ts';

const BARS = 4;

type Row = readonly [number, number, number, number];

function candles(rows: readonly Row[]): Candles {
  const column = (of: (row: Row) => number) => Float64Array.from(rows, of);
  return {
    symbol: 'BTC/USDT',
    barMs: HOUR_MS,
    openTime: Float64Array.from(rows, (_, i) => i * HOUR_MS),
    open: column(([open]) => open),
    high: column(([, high]) => high),
    low: column(([, , low]) => low),
    close: column(([, , , close]) => close),
    volume: column(() => 1_000),
  };
}

function plan(side: TradePlan['side'], stop: number, target: number, bars = BARS): TradePlan {
  return {
    side,
    market: 'perp',
    entry: '100',
    stop: String(stop),
    targets: [String(target)],
    leverage: 1,
    quantity: '1',
    riskQuote: '1',
    validUntil: 1,
    timeExitAt: bars * HOUR_MS,
    expectedValue: 0,
    expectedValueSe: 0,
  };
}

/** The same position at the paper venue: a stop and a target of one group. */
function atTheVenue(given: TradePlan, bars: Candles): { exit: 'stop' | 'target' | 'time'; price: number } {
  const side = given.side === 'LONG' ? ('sell' as const) : ('buy' as const);
  const one = new Money(1);
  const common = { side, amount: { unit: 'base', quantity: one }, reduceOnly: true } as const;
  const group = { name: 'card', left: one };
  const stop = order({
    ...{ orderId: 's', kind: 'stop-market', purpose: 'stop', stopPrice: new Money(given.stop) },
    ...common,
    group,
  });
  const target = order({
    ...{ orderId: 't', kind: 'limit', purpose: 'target', limitPrice: new Money(given.targets[0]) },
    ...common,
    group,
  });
  let working = placed(placed(NO_ORDERS, stop), target);
  for (let at = 0; at < BARS; at++) {
    const matched = matchBar(working, barAt(bars, at), given.side === 'LONG' ? one : one.negated(), FREE);
    const [first] = matched.executed;
    if (first) return { exit: first.order.purpose as 'stop' | 'target', price: first.fill.price.toNumber() };
    working = matched.working;
  }
  return { exit: 'time', price: bars.close[BARS - 1] };
}

const FREE = spotVenue({ takerFee: ZERO, makerFee: ZERO });

const price = fc.integer({ min: 90, max: 110 });
const bar = fc
  .tuple(price, price, price, price)
  .map(([open, close, a, b]): Row => [open, Math.max(open, close, a, b), Math.min(open, close, a, b), close]);

describe('a card that is settled from candles', () => {
  it('ends where, and at the price at which, the paper venue ends it', () => {
    fc.assert(
      fc.property(
        fc.array(bar, { minLength: BARS, maxLength: BARS }),
        fc.constantFrom('LONG' as const, 'SHORT' as const),
        fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })),
        (rows, side, [risk, reward]) => {
          const sign = side === 'LONG' ? 1 : -1;
          const card = plan(side, 100 - sign * risk, 100 + sign * reward);
          const settled = settle(card, candles(rows), 0);
          const expected = atTheVenue(card, candles(rows));
          expect(settled).toMatchObject({ exit: expected.exit, exitPrice: expected.price });
        },
      ),
    );
  });

  it('earns the move from the open after the cutoff, on the side it took', () => {
    const rows: Row[] = [
      [101, 102, 100, 101],
      [101, 108, 101, 107],
      [107, 107, 106, 106],
      [106, 106, 106, 106],
    ];
    const long = settle(plan('LONG', 95, 105), candles(rows), 0);
    expect(long).toMatchObject({ entryPrice: 101, exit: 'target', exitPrice: 105, exitBar: HOUR_MS });
    expect(long !== 'void' && long.grossReturn).toBeCloseTo(4 / 101, 12);
    expect(settle(plan('SHORT', 105, 95), candles(rows), 0)).toMatchObject({ exit: 'stop', grossReturn: -4 / 101 });
    expect(settle(plan('SHORT', 120, 80), candles(rows), 0)).toMatchObject({ exit: 'time', exitPrice: 106 });
  });

  it('is void where a bar is missing on the way', () => {
    const rows: Row[] = [
      [100, 101, 99, 100],
      [100, 101, 99, 100],
      [100, 101, 99, 100],
    ];
    expect(settle(plan('LONG', 95, 105), candles(rows), 0)).toBe('void');
  });
});
