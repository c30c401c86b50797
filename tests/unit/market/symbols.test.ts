import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { checkAgainstVenue, deviationBps } from '../../../domain/market/cross-venue.ts';
import { cutoffAt } from '../../../domain/market/cutoff.ts';
import { durationText, momentText } from '../../../domain/market/moments.ts';
import { candlesOf, rowsOf } from '../../../domain/market/rows.ts';
import { compactSymbol, parseSymbol } from '../../../domain/market/symbols.ts';
import { barsUntil, codeOf } from './bars.ts';

describe('a symbol', () => {
  it('is a base and a quote', () => {
    expect(parseSymbol('BTC/USDT')).toEqual({ base: 'BTC', quote: 'USDT' });
    expect(compactSymbol('btc-usdt')).toBe('BTCUSDT');
  });

  it.each(['BTC', 'BTCUSDT', 'btc/usdt', 'BTC/USDT/X', '', '/', 'BTC /USDT', '../../etc'])(
    'is refused when written as "%s"',
    (text) => {
      expect(codeOf(() => parseSymbol(text))).toBe('input.unknown-symbol');
    },
  );
});

describe('a cutoff', () => {
  it('is the close of the last closed bar, never later than the moment and less than a bar before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(HOUR_MS, 5 * MINUTE_MS), (at, barMs) => {
        const cutoff = cutoffAt(at, barMs);
        expect(cutoff % barMs).toBe(0);
        expect(cutoff).toBeLessThanOrEqual(at);
        expect(at - cutoff).toBeLessThan(barMs);
      }),
    );
  });
});

describe('words for times', () => {
  it('are short where that says it all', () => {
    expect(momentText(Date.parse('2020-06-28T02:00Z'))).toBe('2020-06-28T02:00Z');
    expect(momentText(1)).toBe('1970-01-01T00:00:00.001Z');
    expect(momentText(1e18)).toBe('1000000000000000000');
    expect([HOUR_MS, 5 * MINUTE_MS, DAY_MS, 90_000, 1].map(durationText)).toEqual(['1h', '5m', '1d', '90s', '1ms']);
  });
});

describe('a second venue', () => {
  const bars = barsUntil(Date.parse('2023-06-01T12:00Z'), 100);
  const candles = candlesOf(bars, 'BTC/USDT', HOUR_MS);
  const shifted = (factor: number) =>
    bars.slice(-48).map((row) => row.with(4, row[4] * factor) as unknown as (typeof bars)[0]);

  it('that agrees is nothing to report', () => {
    expect(checkAgainstVenue(candles, { venue: 'bybit', rows: shifted(1.0005) })).toEqual([]);
  });

  it('that lies half a percent off is named', () => {
    expect(checkAgainstVenue(candles, { venue: 'bybit', rows: shifted(1.005) })).toEqual([
      'closes lie 50 bps from those of bybit (median)',
    ]);
  });

  it('that tells of another market is a refusal', () => {
    expect(codeOf(() => checkAgainstVenue(candles, { venue: 'bybit', rows: shifted(1.05) }))).toBe(
      'data.cross-venue-deviation',
    );
  });

  it('with one wick of its own still agrees', () => {
    expect(deviationBps(candles, shifted(1).with(3, bars[55].with(4, 1) as never))).toBe(0);
  });

  it('without any of the bars is not compared, and that is said', () => {
    expect(checkAgainstVenue(candles, { venue: 'okx', rows: [] })).toEqual([
      'okx has none of the last bars: not compared',
    ]);
  });
});

it('rows become columns and columns rows', () => {
  const bars = barsUntil(0, 30);
  expect(rowsOf(candlesOf(bars, 'BTC/USDT', HOUR_MS))).toEqual(bars);
});
