import { type Bars, bars, factor, type Indicator, type Kernel } from './indicator.ts';
import { Window } from './streams/window.ts';

/**
 * Volume by price over the last `period` bars: the range is cut into equal `bins`, each bar's volume spread evenly over
 * its own range. `vpocDevPct`: close against the middle of the fullest bin (of equals the lowest), in percent.
 * `vaWidthPct`: width of the value area, grown from that bin towards the fuller neighbour until it holds `areaPct` of
 * the volume, in percent of the same price. NaN without volume or without range. (Steidlmayer's market profile.)
 */
export const VOLUME_PROFILE: Indicator<'period' | 'bins' | 'areaPct'> = {
  name: 'VOLUME_PROFILE',
  parameters: { period: bars(240, 2), bins: bars(24, 2), areaPct: factor(70) },
  outputs: ['vpocDevPct', 'vaWidthPct'],
  start: ({ period, bins, areaPct }) => new VolumeProfileKernel(period, bins, areaPct / 100),
};

class VolumeProfileKernel implements Kernel {
  readonly #lows: Window;
  readonly #highs: Window;
  readonly #volumes: Window;
  readonly #bins: number;
  readonly #areaShare: number;

  constructor(period: number, bins: number, areaShare: number) {
    this.#lows = new Window(period);
    this.#highs = new Window(period);
    this.#volumes = new Window(period);
    this.#bins = bins;
    this.#areaShare = areaShare;
  }

  run({ high, low, close, volume }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      this.#lows.push(low[i]);
      this.#highs.push(high[i]);
      this.#volumes.push(volume[i]);
      out[0][i] = Number.NaN;
      out[1][i] = Number.NaN;
      if (!this.#volumes.full) continue;
      const bottom = least(this.#lows.values);
      const binHeight = (greatest(this.#highs.values) - bottom) / this.#bins;
      if (binHeight <= 0) continue;
      const profile = this.#profile(bottom, binHeight);
      const fullest = profile.indexOf(greatest(profile));
      if (!(profile[fullest] > 0)) continue;
      const vpoc = bottom + (fullest + 0.5) * binHeight;
      out[0][i] = 100 * (close[i] / vpoc - 1);
      out[1][i] = (100 * valueAreaBins(profile, fullest, this.#areaShare) * binHeight) / vpoc;
    }
  }

  #profile(bottom: number, binHeight: number): Float64Array {
    const profile = new Float64Array(this.#bins);
    const volumes = this.#volumes.values;
    for (let k = 0; k < volumes.length; k++) {
      const from = (this.#lows.values[k] - bottom) / binHeight;
      const to = (this.#highs.values[k] - bottom) / binHeight;
      spread(profile, from, to, volumes[k]);
    }
    return profile;
  }
}

/** Adds `volume` evenly over [from, to), counted in bins. */
function spread(profile: Float64Array, from: number, to: number, volume: number): void {
  const last = profile.length - 1;
  const first = Math.min(Math.floor(from), last);
  if (to <= first + 1) {
    profile[first] += volume;
    return;
  }
  const end = Math.min(Math.ceil(to), profile.length);
  for (let bin = first; bin < end; bin++) {
    profile[bin] += (volume * (Math.min(to, bin + 1) - Math.max(from, bin))) / (to - from);
  }
}

function valueAreaBins(profile: Float64Array, fullest: number, share: number): number {
  const wanted = share * profile.reduce((sum, volume) => sum + volume, 0);
  let low = fullest;
  let high = fullest;
  let held = profile[fullest];
  while (held < wanted && high - low + 1 < profile.length) {
    const below = low > 0 ? profile[low - 1] : Number.NEGATIVE_INFINITY;
    const above = high < profile.length - 1 ? profile[high + 1] : Number.NEGATIVE_INFINITY;
    if (above >= below) high++;
    else low--;
    held += Math.max(above, below);
  }
  return high - low + 1;
}

function least(values: Float64Array): number {
  let result = Number.POSITIVE_INFINITY;
  for (const value of values) result = Math.min(result, value);
  return result;
}

function greatest(values: Float64Array): number {
  let result = Number.NEGATIVE_INFINITY;
  for (const value of values) result = Math.max(result, value);
  return result;
}
