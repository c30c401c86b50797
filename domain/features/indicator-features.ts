/** F041: the classical indicators of the base bars. Names end in their parameters; prices are in quote units. */
import { ATR } from '../indicators/atr.ts';
import { BBANDS } from '../indicators/bbands.ts';
import { EMA } from '../indicators/ema.ts';
import { HEIKIN_ASHI } from '../indicators/heikin-ashi.ts';
import type { Bars } from '../indicators/indicator.ts';
import { MACD } from '../indicators/macd.ts';
import { RSI } from '../indicators/rsi.ts';
import { latest } from '../indicators/run.ts';
import { STOCH } from '../indicators/stoch.ts';
import { VOLUME_PROFILE } from '../indicators/volume-profile.ts';
import { VOLUME_ZSCORE } from '../indicators/volume-zscore.ts';
import { VWAP } from '../indicators/vwap.ts';
import type { History } from '../market/history.ts';
import type { Feature } from './feature.ts';
import { feature, lastBars, type PresentBars, whyNot } from './reading.ts';

/** Features that are read off the same computation over the same bars. */
interface Group {
  /** Bars until every one of them is defined. */
  readonly needs: number;
  /** Recursive indicators read the whole history, windows only what they need. */
  readonly reads: 'history' | 'window';
  readonly names: readonly string[];
  /** As many values as names. */
  readonly compute: (bars: Bars, close: number) => readonly number[];
}

const GROUPS: readonly Group[] = [
  {
    needs: 50,
    reads: 'history',
    names: ['ema_50', 'ema_20_50_gap_pct'],
    compute: (bars, close) => {
      const [slow] = latest(EMA, bars, { period: 50 });
      return [slow, (100 * (latest(EMA, bars, { period: 20 })[0] - slow)) / close];
    },
  },
  { needs: 20, reads: 'history', names: ['ema_20'], compute: (bars) => latest(EMA, bars, { period: 20 }) },
  { needs: 15, reads: 'history', names: ['rsi_14'], compute: (bars) => latest(RSI, bars, { period: 14 }) },
  {
    needs: 15,
    reads: 'history',
    names: ['atr_14', 'atr_14_pct'],
    compute: (bars, close) => {
      const [atr] = latest(ATR, bars, { period: 14 });
      return [atr, (100 * atr) / close];
    },
  },
  {
    needs: 34,
    reads: 'history',
    names: ['macd_12_26', 'macd_signal_9', 'macd_histogram'],
    compute: (bars) => latest(MACD, bars, { fast: 12, slow: 26, signal: 9 }),
  },
  {
    needs: 20,
    reads: 'window',
    names: ['bb_upper_20_2', 'bb_middle_20', 'bb_lower_20_2', 'bb_width_pct', 'bb_position'],
    compute: (bars, close) => {
      const [upper, middle, lower] = latest(BBANDS, bars, { period: 20, deviations: 2 });
      return [upper, middle, lower, (100 * (upper - lower)) / middle, (close - lower) / (upper - lower)];
    },
  },
  {
    needs: 18,
    reads: 'window',
    names: ['stoch_k_14_3', 'stoch_d_3'],
    compute: (bars) => latest(STOCH, bars, { fastK: 14, slowK: 3, slowD: 3 }),
  },
  {
    needs: 24,
    reads: 'window',
    names: ['vwap_24', 'vwap_24_dev_pct'],
    compute: (bars, close) => {
      const [vwap] = latest(VWAP, bars, { period: 24 });
      return [vwap, 100 * (close / vwap - 1)];
    },
  },
  {
    needs: 50,
    reads: 'window',
    names: ['volume_zscore_50'],
    compute: (bars) => latest(VOLUME_ZSCORE, bars, { period: 50 }),
  },
  {
    needs: 1,
    reads: 'history',
    names: ['ha_open', 'ha_high', 'ha_low', 'ha_close', 'ha_direction'],
    compute: (bars) => {
      const [open, high, low, close] = latest(HEIKIN_ASHI, bars);
      return [open, high, low, close, Math.sign(close - open)];
    },
  },
  {
    needs: 240,
    reads: 'window',
    names: ['vpoc_dev_pct', 'va_width_pct'],
    compute: (bars) => latest(VOLUME_PROFILE, bars, { period: 240, bins: 24, areaPct: 70 }),
  },
];

/** Bars over which missing ones are counted, so that a reader sees when windows span more time than their name says. */
const GAP_BARS = 240;

/** Every F041 feature as of the cutoff of `history`, in a fixed order. `bars` are its present bars. */
export function indicatorFeatures(history: History, bars: PresentBars): Feature[] {
  const features = GROUPS.flatMap((group) => groupFeatures(group, bars));
  return [...features, feature('missing_bars_240', 'indicator', missingBars(history), 'needs a history of 240 bars')];
}

function groupFeatures({ needs, reads, names, compute }: Group, bars: PresentBars): Feature[] {
  const known = bars.lastMissing === null && bars.length > 0;
  const read = reads === 'window' ? lastBars(bars, needs) : bars;
  const values = known ? compute(read, bars.close[bars.length - 1]) : names.map(() => Number.NaN);
  return names.map((name, k) => feature(name, 'indicator', values[k], bars.lastMissing ?? whyNot(needs, bars.length)));
}

function missingBars({ close, length }: History): number {
  if (length < GAP_BARS) return Number.NaN;
  return close.subarray(length - GAP_BARS).filter((price) => !Number.isFinite(price)).length;
}
