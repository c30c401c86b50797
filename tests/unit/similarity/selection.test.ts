import { describe, expect, it } from 'vitest';
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import { type History, historyAt } from '../../../domain/market/history.ts';
import { embedBar, embeddedRows, embedRange } from '../../../domain/similarity/embedding.ts';
import { searchExact } from '../../../domain/similarity/search.ts';
import {
  candidatesNeeded,
  latestNeighbourClose,
  selectNeighbours,
  WINDOW_BARS,
} from '../../../domain/similarity/selection.ts';
import { LOOKBACK_BARS, SPACE_ID } from '../../../domain/similarity/space.ts';
import { alteredFrom, simulatedMarket, without } from '../regime/simulated-market.ts';

const BARS = 3_000;
const market = simulatedMarket(BARS, 'selection', (i) => ({ sigma: 0.003 + 0.004 * Math.abs(Math.sin(i / 130)) }));
const AT = 2_600;
const cutoff = market.openTime[AT - 1] + HOUR_MS;

function similarAt(candles: Candles, k: number, bars = 2_400) {
  const history = historyAt(candles, cutoff, bars);
  const candidates = embeddedRows(embedRange(history, 0, history.length));
  return { history, similar: select(history, candidates, k) };
}

function select(history: History, candidates: ReturnType<typeof embeddedRows>, k: number) {
  const query = embedBar(history, history.length - 1) as Float64Array;
  return selectNeighbours({ query, candidates, cutoff, horizonsHours: [4, 12, 24], k, history });
}

describe('the similar windows of a release', () => {
  it('are resolved at the cutoff and overlap neither the query nor each other', () => {
    const { similar } = similarAt(market, 8);
    const closes = similar.neighbours.map(({ closeTime }) => closeTime);
    expect(similar.verdict).toBe('enough');
    expect(closes).toHaveLength(8);
    for (const close of closes) {
      expect(close + 24 * HOUR_MS).toBeLessThanOrEqual(cutoff);
      expect(cutoff - close).toBeGreaterThanOrEqual(LOOKBACK_BARS * HOUR_MS);
      const others = closes.filter((other) => other !== close);
      for (const other of others) expect(Math.abs(close - other)).toBeGreaterThanOrEqual(LOOKBACK_BARS * HOUR_MS);
    }
    const distances = similar.neighbours.map(({ distance }) => distance);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  it('must be resolved even where windows are shorter than a day', () => {
    expect(latestNeighbourClose(cutoff, 5, HOUR_MS)).toBe(cutoff - 24 * HOUR_MS);
  });

  it('carry what the closes did afterwards', () => {
    const { history, similar } = similarAt(market, 5);
    for (const { closeTime, outcomes } of similar.neighbours) {
      const bar = (closeTime - history.firstOpenTime) / HOUR_MS - 1;
      for (const hours of [4, 12, 24]) {
        expect(outcomes[hours]).toBe(Math.log(history.close[bar + hours] / history.close[bar]));
      }
    }
  });

  it('have no outcome where the bar at the horizon is missing, instead of a filled one', () => {
    const { history, similar } = similarAt(market, 1);
    const bar = (similar.neighbours[0].closeTime - market.openTime[0]) / HOUR_MS - 1;
    const gapped = historyAt(without(market, new Set([bar + 12])), cutoff, 2_400);
    const again = select(gapped, embeddedRows(embedRange(history, 0, history.length)), 1).neighbours[0];
    expect(again.outcomes).toEqual({ ...similar.neighbours[0].outcomes, 12: null });
  });

  it('say "fewer than k" where history holds no more of them (INCIDENTS D4)', () => {
    const { similar } = similarAt(market, 500);
    expect(similar).toMatchObject({ spaceId: SPACE_ID, asked: 500, verdict: 'fewer-than-k' });
    expect(similar.neighbours.length).toBeGreaterThan(5);
    expect(similarAt(market, 3, LOOKBACK_BARS + 20).similar).toMatchObject({ verdict: 'fewer-than-k', neighbours: [] });
  });

  it('are the same from the nearest rows of a store as from all rows', () => {
    const { history, similar } = similarAt(market, 8);
    const embedded = embedRange(history, 0, history.length);
    const query = embedBar(history, history.length - 1) as Float64Array;
    const until = latestNeighbourClose(cutoff, WINDOW_BARS, HOUR_MS);
    const nearest = searchExact(query, embedded, { until, limit: candidatesNeeded(8) });
    expect(nearest.length).toBeLessThan(embedded.closeTimes.length);
    expect(select(history, nearest.toReversed(), 8)).toEqual(similar);
  });

  it('are the same when a store hands the components out as the shortest text of a four-byte float', () => {
    const { history, similar } = similarAt(market, 8);
    const asText = embeddedRows(embedRange(history, 0, history.length)).map(({ closeTime, embedding }) => ({
      closeTime,
      embedding: embedding.map((x) => Number(x.toPrecision(9))),
    }));
    expect(select(history, asText, 8)).toEqual(similar);
  });

  it('do not change by what came after the cutoff', () => {
    expect(similarAt(alteredFrom(market, AT), 8).similar).toEqual(similarAt(market, 8).similar);
  });

  it('begin with a window that repeats the present one', () => {
    const distance = 1_344; // eight weeks: the same hour of the same weekday
    const copied = repeated(market, AT - 1, distance);
    const { similar } = similarAt(copied, 3);
    expect(similar.neighbours[0].closeTime).toBe(cutoff - distance * HOUR_MS);
    expect(similar.neighbours[0].distance).toBeLessThan(1e-3);
    expect(similar.neighbours[1].distance).toBeGreaterThan(0.1);
  });

  it('are refused when an embedding is not of the space (INCIDENTS D5)', () => {
    const { history } = similarAt(market, 1);
    const alien = [{ closeTime: history.firstOpenTime + HOUR_MS, embedding: new Float64Array(16) }];
    expect(() => select(history, alien, 1)).toThrow(/16 components.*space/);
  });
});

/** The window that ends with bar `last`, at half the price, in place of the one that ended `distance` bars before. */
function repeated(candles: Candles, last: number, distance: number): Candles {
  const copy = (column: Float64Array, factor: number) => {
    const target = column.slice();
    for (let bar = last - LOOKBACK_BARS + 1; bar <= last; bar++) target[bar - distance] = column[bar] * factor;
    return target;
  };
  return {
    ...candles,
    open: copy(candles.open, 0.5),
    high: copy(candles.high, 0.5),
    low: copy(candles.low, 0.5),
    close: copy(candles.close, 0.5),
    volume: copy(candles.volume, 1),
  };
}
