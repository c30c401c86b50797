import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CDLDOJI } from '../../../domain/indicators/candles/doji.ts';
import { CDLENGULFING } from '../../../domain/indicators/candles/engulfing.ts';
import { CDLEVENINGSTAR } from '../../../domain/indicators/candles/evening-star.ts';
import { CDLHAMMER } from '../../../domain/indicators/candles/hammer.ts';
import { CDLHANGINGMAN } from '../../../domain/indicators/candles/hanging-man.ts';
import { CDLINVERTEDHAMMER } from '../../../domain/indicators/candles/inverted-hammer.ts';
import { CDLMORNINGSTAR } from '../../../domain/indicators/candles/morning-star.ts';
import { CDLSHOOTINGSTAR } from '../../../domain/indicators/candles/shooting-star.ts';
import type { Bars, Indicator } from '../../../domain/indicators/indicator.ts';
import { batch, latest } from '../../../domain/indicators/run.ts';
import { sharedData } from '../../shared-data.ts';

type Candle = readonly [open: number, high: number, low: number, close: number];

function barsOf(candles: readonly Candle[]): Bars {
  const column = (k: number) => Float64Array.from(candles, (candle) => candle[k]);
  return { open: column(0), high: column(1), low: column(2), close: column(3), volume: column(0).fill(1) };
}

/** Fifteen bars around 100 with bodies of 1 and ranges of 3, then the given ones. */
function after(...candles: readonly Candle[]): Bars {
  const calm = Array.from({ length: 15 }, (_, i): Candle => (i % 2 === 0 ? [100, 102, 99, 101] : [101, 102, 99, 100]));
  return barsOf([...calm, ...candles]);
}

describe('one-candle reversals', () => {
  const below: Candle = [97, 98, 95.5, 96.5];
  const above: Candle = [104, 106, 103, 105];
  const lowerShadow = (at: number): Candle => [at, at + 0.3, at - 3, at + 0.3];
  const upperShadow = (at: number): Candle => [at, at + 3, at - 0.1, at + 0.2];

  it('calls a long lower shadow a hammer after lower prices and a hanging man after higher ones', () => {
    expect(latest(CDLHAMMER, after(below, lowerShadow(95.6)))).toEqual([100]);
    expect(latest(CDLHANGINGMAN, after(below, lowerShadow(95.6)))).toEqual([0]);
    expect(latest(CDLHANGINGMAN, after(above, lowerShadow(106)))).toEqual([-100]);
    expect(latest(CDLHAMMER, after(above, lowerShadow(106)))).toEqual([0]);
  });

  it('calls a long upper shadow a shooting star above the body before and an inverted hammer below it', () => {
    expect(latest(CDLSHOOTINGSTAR, after(above, upperShadow(106)))).toEqual([-100]);
    expect(latest(CDLINVERTEDHAMMER, after(above, upperShadow(106)))).toEqual([0]);
    expect(latest(CDLINVERTEDHAMMER, after(below, upperShadow(95)))).toEqual([100]);
    expect(latest(CDLSHOOTINGSTAR, after(below, upperShadow(95)))).toEqual([0]);
  });

  it('does not call a long body a pin, whatever its shadows', () => {
    expect(latest(CDLHAMMER, after(below, [94, 96, 90, 96]))).toEqual([0]);
  });
});

describe('engulfing', () => {
  it('is weaker where the two bodies share a price, and absent where they have one colour', () => {
    expect(latest(CDLENGULFING, after([101, 102, 99, 100], [99.5, 103, 99, 102]))).toEqual([100]);
    expect(latest(CDLENGULFING, after([101, 102, 99, 100], [100, 103, 99, 102]))).toEqual([80]);
    expect(latest(CDLENGULFING, after([100, 102, 99, 101], [102, 103, 99, 99.5]))).toEqual([-100]);
    expect(latest(CDLENGULFING, after([100, 102, 99, 101], [99.5, 103, 99, 102]))).toEqual([0]);
  });
});

describe('stars', () => {
  const morning: readonly Candle[] = [
    [102, 102.5, 94.5, 95],
    [94, 94.5, 93, 93.5],
    [95, 100, 94.5, 99],
  ];
  const mirrored = morning.map(([open, high, low, close]): Candle => [200 - open, 200 - low, 200 - high, 200 - close]);

  it('turns up in the morning and down in the evening, as mirror images', () => {
    expect(latest(CDLMORNINGSTAR, after(...morning))).toEqual([100]);
    expect(latest(CDLEVENINGSTAR, after(...mirrored))).toEqual([-100]);
    expect(latest(CDLEVENINGSTAR, after(...morning))).toEqual([0]);
  });

  it('asks for the third close as far back into the first body as the penetration says', () => {
    expect(latest(CDLMORNINGSTAR, after(...morning), { penetration: 0.6 })).toEqual([0]);
  });
});

const file = sharedData('indicators/tulip/candles.txt');
const OURS: Readonly<Record<string, readonly [Indicator, number]>> = {
  doji: [CDLDOJI, 1],
  hammer: [CDLHAMMER, 1],
  hanging_man: [CDLHANGINGMAN, -1],
  inverted_hammer: [CDLINVERTEDHAMMER, 1],
  engulfing_bull: [CDLENGULFING, 1],
  engulfing_bear: [CDLENGULFING, -1],
  morning_star: [CDLMORNINGSTAR, 1],
  evening_star: [CDLEVENINGSTAR, -1],
};

describe.skipIf(file === null)("candle patterns against tulip's", () => {
  const claims = (file === null ? '' : readFileSync(file, 'utf8')).split('candle\n').slice(1).flatMap(parseClaims);

  it('finds the claims', () => expect(claims.length).toBe(21));

  it('asks more of the third body of a morning star than tulip: longer than the mean, as TA-Lib', () => {
    for (const { at, bars } of claims.filter(({ name }) => name === 'morning_star')) {
      expect(batch(CDLMORNINGSTAR, bars)[0][at]).toBe(0);
      const longer = { ...bars, close: bars.close.with(at, 6.5) };
      expect(batch(CDLMORNINGSTAR, longer)[0][at]).toBe(100);
    }
  });

  it.each(
    claims
      .filter(({ name }) => name !== 'morning_star')
      .map((claim) => [`${claim.name} at ${claim.at} is ${claim.holds}`, claim] as const),
  )('%s', (_, claim) => {
    const [indicator, sign] = OURS[claim.name];
    expect(Math.sign(batch(indicator, claim.bars)[0][claim.at]) === sign).toBe(claim.holds);
  });
});

function parseClaims(block: string) {
  const lines = block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [open, high, low, close] = lines
    .slice(0, 4)
    .map((line) => Float64Array.from(line.slice(1, -1).split(','), Number));
  const bars: Bars = { open, high, low, close, volume: close };
  return lines.slice(4).flatMap((line) => {
    const [claim, ...at] = line.split(' ');
    const name = claim.replace('!', '');
    return name in OURS ? at.map((bar) => ({ name, holds: claim === name, at: Number(bar), bars })) : [];
  });
}
