import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceCandles } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { embedBar, embeddedRows, embedRange } from '../../../domain/similarity/embedding.ts';
import {
  BLOCKS,
  COMPONENT_WEIGHTS,
  DIMENSIONS,
  LOOKBACK_BARS,
  PATH_OFFSETS_HOURS,
  SPACE_ID,
  VOLATILITY_SPANS_HOURS,
} from '../../../domain/similarity/space.ts';
import { alteredFrom, simulatedMarket, without } from '../regime/simulated-market.ts';

const BARS = 900;
const market = simulatedMarket(BARS, 'embedding', (i) => ({ sigma: i % 300 < 150 ? 0.004 : 0.009 }));
const cutoff = market.openTime[BARS - 1] + market.barMs;
const history = historyAt(market, cutoff);

describe('the embedding of a window', () => {
  it('has the dimension that the blocks of its space add up to', () => {
    expect(DIMENSIONS).toBe(32);
    expect(COMPONENT_WEIGHTS).toHaveLength(DIMENSIONS);
    expect(PATH_OFFSETS_HOURS).toHaveLength(BLOCKS[0].dimensions);
    expect(VOLATILITY_SPANS_HOURS).toHaveLength(BLOCKS[1].dimensions);
    expect(embedBar(history, BARS - 1)).toHaveLength(DIMENSIONS);
  });

  it('changes only together with the id of its space', () => {
    const { vectors } = embedRange(history, BARS - 5, BARS);
    const digest = createHash('sha256').update(new Uint8Array(vectors.buffer)).digest('hex').slice(0, 16);
    expect({ [SPACE_ID]: digest }).toMatchInlineSnapshot(`
      {
        "hourly-168-path-volatility-1": "bd2d79f55ed4381f",
      }
    `);
  });

  it('looks at nothing but the bars of its lookback', () => {
    const bar = 700;
    const alone = historyAt(
      sliceCandles(market, bar - LOOKBACK_BARS + 1, bar + 1),
      market.openTime[bar] + market.barMs,
    );
    expect(alone.length).toBe(LOOKBACK_BARS);
    expect(embedBar(alone, LOOKBACK_BARS - 1)).toEqual(embedBar(history, bar));
    const later = historyAt(alteredFrom(market, bar + 1), cutoff);
    expect(embedBar(later, bar)).toEqual(embedBar(history, bar));
  });

  it('is the same bar by bar as over a range', () => {
    const { vectors } = embedRange(history, 400, 420);
    for (let row = 0; row < 20; row++) {
      expect(embedBar(history, 400 + row)).toEqual(vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS));
    }
  });

  it('does not know the price level nor the unit of volume', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40, max: 40 }),
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        (power, factor) => {
          const exact = embedBar(historyAt(scaled(2 ** power), cutoff), BARS - 1);
          expect(exact).toEqual(embedBar(history, BARS - 1));
          const close = embedBar(historyAt(scaled(factor), cutoff), BARS - 1);
          embedBar(history, BARS - 1)?.forEach((x, i) => expect(close?.[i]).toBeCloseTo(x, 5));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('tells more by shape and volatility the more they differ', () => {
    const at = (sigma: number, drift: number) => {
      const candles = simulatedMarket(LOOKBACK_BARS, 'one path', () => ({ sigma, drift }));
      return embedBar(historyAt(candles, cutoffOf(candles)), LOOKBACK_BARS - 1) as Float64Array;
    };
    const calm = at(0.005, 0);
    expect(distance(calm, at(0.006, 0))).toBeLessThan(distance(calm, at(0.01, 0)));
    expect(distance(calm, at(0.005, 0.0003))).toBeLessThan(distance(calm, at(0.005, 0.002)));
  });

  it('is absent while a bar of its lookback is missing, and before there are enough', () => {
    const gapped = historyAt(without(market, new Set([500])), cutoff);
    const rows = embeddedRows(embedRange(gapped, 0, gapped.length)).map(({ closeTime }) => closeTime);
    const expected = [];
    for (let bar = LOOKBACK_BARS - 1; bar < BARS; bar++) {
      if (bar < 500 || bar >= 500 + LOOKBACK_BARS) expected.push(market.openTime[bar] + market.barMs);
    }
    expect(rows).toEqual(expected);
    expect(embedRange(gapped, 500, 500 + LOOKBACK_BARS).vectors.every(Number.isNaN)).toBe(true);
    expect(embedBar(history, LOOKBACK_BARS - 2)).toBeNull();
    expect(embedBar(gapped, 500)).toBeNull();
  });

  it('is finite in a market that stands still and trades nothing', () => {
    const still = simulatedMarket(LOOKBACK_BARS, 'still', () => ({ sigma: 0 }));
    const embedding = embedBar(
      historyAt({ ...still, volume: still.volume.fill(0) }, cutoffOf(still)),
      LOOKBACK_BARS - 1,
    );
    expect(embedding?.every(Number.isFinite)).toBe(true);
  });

  it('fits into four-byte floats without loss', () => {
    const { vectors } = embedRange(history, 600, 700);
    expect(Float64Array.from(Float32Array.from(vectors))).toEqual(vectors);
  });

  it('refuses bars that are not hours', () => {
    expect(() => embedRange({ ...history, barMs: 300_000 }, 0, 1)).toThrow(/hourly/);
  });
});

function scaled(factor: number) {
  const times = (column: Float64Array) => column.map((x) => x * factor);
  return {
    ...market,
    open: times(market.open),
    high: times(market.high),
    low: times(market.low),
    close: times(market.close),
    volume: times(market.volume),
  };
}

function cutoffOf(candles: typeof market): number {
  return candles.openTime[candles.openTime.length - 1] + candles.barMs;
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((x, i) => x - b[i]));
}
