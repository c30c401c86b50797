import type { History } from '../market/history.ts';
import { kernelWeight, weightedGridQuantiles } from '../similarity/distribution.ts';
import { embedBar, embedBars } from '../similarity/embedding.ts';
import { squaredDistances } from '../similarity/search.ts';
import { LOOKBACK_BARS } from '../similarity/space.ts';
import { FEWEST_SAMPLE, moved, perHorizon, tooThin } from './answer.ts';
import type { Model, NotEnough, QuantileForecast } from './model.ts';
import { DAY_BARS, logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { fitSpread, SigmaAhead, type Spread } from './spread.ts';

/** The kernel's bandwidth is the distance of the neighbour of this rank: farther windows count less and less. */
const BANDWIDTH_RANK = 30;

/**
 * What followed the days whose past week looked like this one: nearest neighbours in the embedding space of
 * domain/similarity among the windows that closed at this hour of the day, weighted by a Gaussian kernel of their distance
 * (Atkeson, Moore & Schaal 1997, Locally Weighted Learning). Outcomes are kept in units of their σ: raw ones are no
 * better than climatology.
 */
export const analogues: Model<Spread> = {
  name: 'analogues',
  version: '1',
  role: 'core',
  minBars: (FEWEST_SAMPLE + 14) * DAY_BARS + LOOKBACK_BARS,
  maxBars: YEAR_BARS + 2 * WEEK_BARS,
  estimate: fitSpread,
  forecast(history, spread, horizonsBars) {
    const query = embedBar(history, history.length - 1);
    if (!query) return { notEnough: `needs ${LOOKBACK_BARS} bars before the cutoff without a missing one` };
    return follow(history, weighted(history, query), new SigmaAhead(history, spread), horizonsBars);
  },
};

interface PastWindow {
  /** The bar with which it ends. */
  readonly bar: number;
  readonly weight: number;
}

/** Windows of the same hour on other days that do not reach into the present one. */
function weighted(history: History, query: Float64Array): PastWindow[] {
  const bars = sameHourBars(history.length - 1 - LOOKBACK_BARS);
  const squared = squaredDistances(query, embedBars(history, bars), bars.length);
  const nearestFirst = squared.filter((distance) => !Number.isNaN(distance)).sort();
  const bandwidth = Math.sqrt(nearestFirst[Math.min(BANDWIDTH_RANK, nearestFirst.length) - 1]);
  const windows: PastWindow[] = [];
  bars.forEach((bar, row) => {
    if (!Number.isNaN(squared[row])) windows.push({ bar, weight: kernelWeight(Math.sqrt(squared[row]), bandwidth) });
  });
  return windows;
}

/** Ascending bars that lie whole days before the latest, each with a full lookback. */
function sameHourBars(latest: number): Int32Array {
  const days = Math.max(0, Math.floor((latest - (LOOKBACK_BARS - 1)) / DAY_BARS) + 1);
  return Int32Array.from({ length: days }, (_, day) => latest - (days - 1 - day) * DAY_BARS);
}

function follow(
  history: History,
  windows: readonly PastWindow[],
  sigmas: SigmaAhead,
  horizonsBars: readonly number[],
): QuantileForecast[] | NotEnough {
  const logs = logCloses(history);
  return perHorizon(horizonsBars, (horizonBars) => {
    const sigma = sigmas.over(horizonBars);
    const outcomes = Float64Array.from(windows, ({ bar }) => (logs[bar + horizonBars] - logs[bar]) / sigma(bar));
    const known = windows.map((_, i) => i).filter((i) => Number.isFinite(outcomes[i]));
    const thin = tooThin(known, `past windows of this hour with a known ${horizonBars}-bar outcome`);
    if (thin) return thin;
    known.sort((a, b) => outcomes[a] - outcomes[b]);
    const sorted = Float64Array.from(known, (i) => outcomes[i]);
    const weights = Float64Array.from(known, (i) => windows[i].weight);
    return moved(weightedGridQuantiles(sorted, weights), 0, sigma(history.length - 1));
  });
}
