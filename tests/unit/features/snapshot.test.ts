import { describe, expect, it } from 'vitest';
import type { Feature } from '../../../domain/features/feature.ts';
import { featureSnapshot, type SnapshotInput } from '../../../domain/features/snapshot.ts';
import { EMA } from '../../../domain/indicators/ema.ts';
import { batch } from '../../../domain/indicators/run.ts';
import { historyAt } from '../../../domain/market/history.ts';
import type { DerivativesSnapshot, OrderBookSnapshot } from '../../../domain/market/sources.ts';
import { closeOf, hourly } from './market.ts';

const LAST = 2399;
const CUTOFF = closeOf(LAST);
const candles = hourly(LAST + 1);

function snapshot(changes: Partial<SnapshotInput> = {}): Feature[] {
  const history = historyAt(candles, CUTOFF);
  return featureSnapshot({ history, slot: '1200', zone: 'UTC', orderBook: null, derivatives: null, ...changes });
}

function named(features: readonly Feature[], name: string): Feature {
  const found = features.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found;
}

const book: OrderBookSnapshot = {
  availableAt: CUTOFF + 7_000,
  bids: [
    [99, 3],
    [98, 3],
  ],
  asks: [
    [101, 1],
    [102, 1],
  ],
};
const perpetual: DerivativesSnapshot = {
  availableAt: CUTOFF + 7_000,
  fundingRate: 0.0001,
  nextFundingTime: CUTOFF + 4 * 3_600_000,
  markPrice: 100.1,
  indexPrice: 100,
  openInterest: 1234,
};

describe('every snapshot', () => {
  const short = snapshot({ history: historyAt(candles, closeOf(3), 4) });
  const none = snapshot({ history: historyAt(candles, closeOf(-10)) });
  const gapped = snapshot({ history: historyAt(hourly(LAST + 1, 'features', [LAST]), CUTOFF) });
  const full = snapshot({ orderBook: book, derivatives: perpetual });

  it('has the same names in the same order, whatever is there', () => {
    const names = full.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_]+$/);
    for (const other of [short, none, gapped, snapshot()]) expect(other.map(({ name }) => name)).toEqual(names);
  });

  it('gives a finite value or a reason, never both and never neither', () => {
    for (const { value, reason } of [...full, ...short, ...none, ...gapped]) {
      expect(value === null).toBe(reason !== null);
      if (value !== null) expect(Number.isFinite(value)).toBe(true);
      if (reason !== null) expect(reason.length).toBeGreaterThan(10);
    }
  });

  it('says everything when everything is there', () => {
    expect(full.filter(({ value }) => value === null)).toEqual([]);
  });

  it('says only the calendar when the bar at the cutoff is missing', () => {
    const families = new Set(gapped.filter(({ value }) => value !== null).map(({ family }) => family));
    expect(named(gapped, 'missing_bars_240').value).toBe(1);
    expect(named(gapped, 'rsi_14').reason).toBe('the bar closing at 2023-04-12T00:00Z is missing');
    expect([...families].sort()).toEqual(['calendar', 'indicator']);
    expect(gapped.filter(({ family, value }) => family === 'indicator' && value !== null).length).toBe(1);
  });

  it('says how many bars a feature lacks', () => {
    expect(named(short, 'rsi_14')).toMatchObject({ value: null, reason: 'needs 15 bars, 4 are present' });
    expect(named(short, 'ret_24h')).toMatchObject({ value: null, reason: 'needs 25 bars, 4 are present' });
    expect(named(short, 'vol_std_4h').reason).toBe('on bars of 4 h: needs 21 bars, 1 are present');
    expect(named(short, 'pat_score').reason).toBe('needs 240 bars, 4 are present');
  });

  it('does not take a market that stands still for one with a strength of 0', () => {
    const flat = { ...candles };
    for (const column of ['open', 'high', 'low', 'close'] as const) flat[column] = candles[column].map(() => 100);
    const still = snapshot({ history: historyAt(flat, CUTOFF) });
    for (const name of ['rsi_14', 'stoch_k_14_3', 'bb_position', 'vpoc_dev_pct', 'price_position_4h']) {
      expect(named(still, name).reason).toMatch(/nothing moved/);
    }
    expect(named(still, 'ret_24h').value).toBe(0);
  });

  it('takes under 60 ms on two years of hours', () => {
    const history = historyAt(hourly(17_520, 'two years'), closeOf(17_519));
    const times = Array.from({ length: 12 }, () => {
      const started = performance.now();
      snapshot({ history });
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(60);
  });
});

describe('gaps', () => {
  it('are stepped over: only the bars that are there count', () => {
    const gappedAt = [LAST - 400, LAST - 399, LAST - 100];
    const gapped = snapshot({ history: historyAt(hourly(LAST + 1, 'features', gappedAt), CUTOFF) });
    const closedUp = hourly(LAST + 1, 'features', gappedAt);
    const shifted = { ...closedUp, openTime: candles.openTime.slice(gappedAt.length) };
    const without = snapshot({ history: historyAt(shifted, CUTOFF) });
    for (const name of ['rsi_14', 'ema_50', 'macd_signal_9', 'vwap_24', 'va_width_pct', 'pat_score']) {
      expect(named(gapped, name).value).toBe(named(without, name).value);
    }
    expect(named(gapped, 'missing_bars_240').value).toBe(1);
    expect(named(without, 'missing_bars_240').value).toBe(0);
  });

  it('at the far end of a return leave no return', () => {
    const gapped = snapshot({ history: historyAt(hourly(LAST + 1, 'features', [LAST - 4]), CUTOFF) });
    expect(named(gapped, 'ret_4h').reason).toBe('the bar at one end of the last 4 h is missing');
    expect(named(gapped, 'ret_1h').value).not.toBeNull();
  });
});

describe('the indicator features', () => {
  it('agree with each other and with the close', () => {
    const features = snapshot();
    const value = (name: string) => named(features, name).value ?? Number.NaN;
    const close = candles.close[LAST];
    expect(value('atr_14_pct')).toBeCloseTo((100 * value('atr_14')) / close, 12);
    expect(value('ema_20_50_gap_pct')).toBeCloseTo((100 * (value('ema_20') - value('ema_50'))) / close, 12);
    expect(value('ema_dev_pct_1h')).toBeCloseTo(100 * (close / value('ema_20') - 1), 9);
    expect(value('macd_histogram')).toBeCloseTo(value('macd_12_26') - value('macd_signal_9'), 12);
    expect(value('vwap_24_dev_pct')).toBeCloseTo(100 * (close / value('vwap_24') - 1), 12);
    expect(value('ha_direction')).toBe(Math.sign(value('ha_close') - value('ha_open')));
    const width = value('bb_upper_20_2') - value('bb_lower_20_2');
    expect(value('bb_width_pct')).toBeCloseTo((100 * width) / value('bb_middle_20'), 12);
    expect(value('bb_position')).toBeCloseTo((close - value('bb_lower_20_2')) / width, 12);
    expect(value('ema_20')).toBeCloseTo(batch(EMA, candles, { period: 20 })[0][LAST], 12);
  });
});

describe('the horizon features', () => {
  it('end at the cutoff also where the history is no multiple of them', () => {
    const features = snapshot({ history: historyAt(candles, closeOf(LAST - 1)) });
    const until = (column: Float64Array) => column.slice(LAST - 80, LAST);
    const highest = Math.max(...until(candles.high));
    const lowest = Math.min(...until(candles.low));
    expect(named(features, 'price_position_4h').value).toBe((candles.close[LAST - 1] - lowest) / (highest - lowest));
  });

  it('are read off bars that end at the cutoff', () => {
    const features = snapshot();
    const { close, high, low } = candles;
    expect(named(features, 'ret_24h').value).toBe(Math.log(close[LAST] / close[LAST - 24]));
    const highest = Math.max(...high.slice(LAST + 1 - 80));
    const lowest = Math.min(...low.slice(LAST + 1 - 80));
    expect(named(features, 'price_position_4h').value).toBe((close[LAST] - lowest) / (highest - lowest));
    const returns = Array.from({ length: 20 }, (_, k) => Math.log(close[LAST - 24 * k] / close[LAST - 24 * (k + 1)]));
    const mean = returns.reduce((sum, r) => sum + r) / 20;
    const deviation = Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 19);
    expect(named(features, 'vol_std_24h').value).toBeCloseTo(deviation, 12);
  });
});

describe('supply and demand', () => {
  const given = snapshot({ orderBook: book, derivatives: perpetual });

  it('read the book and the perpetual, with their age', () => {
    expect(named(given, 'book_imbalance_20').value).toBe(0.5);
    expect(named(given, 'book_spread_bps').value).toBe(200);
    expect(named(given, 'book_age_seconds').value).toBe(-7);
    expect(named(given, 'funding_rate').value).toBe(0.0001);
    expect(named(given, 'funding_hours_to_next').value).toBe(4);
    expect(named(given, 'open_interest_base').value).toBe(1234);
    expect(named(given, 'basis_bps').value).toBeCloseTo(10, 9);
  });

  it('never take a snapshot of another time for one of the cutoff', () => {
    const later = snapshot({
      orderBook: { ...book, availableAt: CUTOFF + 3_600_000 },
      derivatives: { ...perpetual, availableAt: CUTOFF - 9 * 3_600_000 },
    });
    expect(named(later, 'book_imbalance_20').reason).toMatch(/of 2023-04-12T01:00Z, too far/);
    expect(named(later, 'funding_rate').reason).toMatch(/too far/);
  });

  it('say why a book or a number cannot be used', () => {
    const reason = (changes: Partial<OrderBookSnapshot>) =>
      named(snapshot({ orderBook: { ...book, ...changes } }), 'book_spread_bps').reason;
    expect(reason({ bids: [] })).toBe('the order book has an empty side');
    expect(reason({ bids: [[101, 1]] })).toBe('the order book is crossed: bid 101, ask 101');
    expect(named(snapshot(), 'book_imbalance_20').reason).toBe('the order book source is absent');
    const silent = snapshot({ derivatives: { ...perpetual, openInterest: null, indexPrice: null } });
    expect(named(silent, 'open_interest_base').reason).toBe('the venue does not say');
    expect(named(silent, 'basis_bps').reason).toBe('the venue does not say');
    expect(named(silent, 'funding_rate').value).toBe(0.0001);
  });
});
