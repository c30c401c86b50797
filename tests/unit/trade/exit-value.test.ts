import { describe, expect, it } from 'vitest';
import { exitValue, type Trade } from '../../../domain/trade/exit-value.ts';
import { settlementsByBar } from '../../../domain/trade/funding.ts';
import type { Futures } from '../../../domain/trade/futures.ts';

/** One path of bars `[high, low, close]`. */
const future = (rows: readonly (readonly [number, number, number])[]): Futures => ({
  count: 1,
  bars: rows.length,
  high: Float64Array.from(rows, ([high]) => high),
  low: Float64Array.from(rows, ([, low]) => low),
  close: Float64Array.from(rows, ([, , close]) => close),
});

const LONG: Trade = { sign: 1, stop: 0.02, target: 0.03, exitBar: 2, fundingPaid: 0 };
const SHORT: Trade = { ...LONG, sign: -1 };
const EVEN = { up: 1, down: 1 };
const NONE = new Float64Array(3);
const valueOf = (trade: Trade, rows: Parameters<typeof future>[0], settlements = NONE) =>
  exitValue(trade, future(rows), EVEN, settlements).mean;

describe('exitValue', () => {
  it('pays the target, the stop or the close at the time exit', () => {
    expect(
      valueOf(LONG, [
        [0.03, -0.01, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo(Math.expm1(0.03), 12);
    expect(
      valueOf(LONG, [
        [0.01, -0.02, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo(Math.expm1(-0.02), 12);
    expect(
      valueOf(LONG, [
        [0.01, -0.01, 0],
        [0.02, 0, 0.015],
      ]),
    ).toBeCloseTo(Math.expm1(0.015), 12);
    expect(
      valueOf(SHORT, [
        [0.01, -0.03, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo(-Math.expm1(-0.03), 12);
    expect(
      valueOf(SHORT, [
        [0.02, -0.01, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo(-Math.expm1(0.02), 12);
  });

  it('stops before the target when one bar reaches both, on the entry bar too', () => {
    expect(
      valueOf(LONG, [
        [0.05, -0.05, 0.04],
        [0.05, 0, 0.05],
      ]),
    ).toBeCloseTo(Math.expm1(-0.02), 12);
    expect(
      valueOf(SHORT, [
        [0.05, -0.05, -0.04],
        [0, -0.05, -0.05],
      ]),
    ).toBeCloseTo(-Math.expm1(0.02), 12);
  });

  it('looks at nothing after the time exit', () => {
    const rows = [
      [0.01, -0.01, 0.005],
      [0.05, -0.05, 0.04],
    ] as const;
    expect(valueOf({ ...LONG, exitBar: 1 }, rows)).toBeCloseTo(Math.expm1(0.005), 12);
  });

  it('charges the funding settled while the position was open', () => {
    const settlements = Float64Array.of(0, 1, 2);
    const paying = { ...LONG, fundingPaid: 0.001 };
    const stopped = [
      [0.01, -0.02, 0],
      [0, 0, 0],
    ] as const;
    const held = [
      [0.01, -0.01, 0],
      [0.01, -0.01, 0],
    ] as const;
    expect(valueOf(paying, stopped, settlements)).toBeCloseTo(Math.expm1(-0.02), 12);
    expect(valueOf(paying, held, settlements)).toBeCloseTo(-0.002, 12);
  });

  it('weighs paths by the side they end on', () => {
    const two: Futures = {
      count: 2,
      bars: 1,
      high: Float64Array.of(0.01, 0.001),
      low: Float64Array.of(-0.001, -0.01),
      close: Float64Array.of(0.01, -0.01),
    };
    const { mean } = exitValue({ ...LONG, exitBar: 1 }, two, { up: 1.5, down: 0.5 }, NONE);
    expect(mean).toBeCloseTo((1.5 * Math.expm1(0.01) + 0.5 * Math.expm1(-0.01)) / 2, 12);
  });
});

describe('settlementsByBar', () => {
  it('counts 00, 08 and 16 UTC after the entry', () => {
    const counts = settlementsByBar(Date.parse('2023-06-01T12:00Z'), 3_600_000, 24);
    expect([counts[0], counts[3], counts[4], counts[12], counts[24]]).toEqual([0, 0, 1, 2, 3]);
  });

  it('does not charge the settlement at which the position is opened', () => {
    expect(settlementsByBar(Date.parse('2023-06-01T08:00Z'), 3_600_000, 8)[0]).toBe(0);
  });
});
