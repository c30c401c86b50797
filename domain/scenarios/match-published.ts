/** Simulated moves made to agree with what is published: first their width, then, rank by rank, their distribution. */
import { quantileAt } from '../numeric/distribution.ts';
import { levelIndex } from '../numeric/levels.ts';
import { middleWidth } from '../numeric/quantiles.ts';
import type { Moves } from './simulate.ts';

/** A stretch between two horizons is scaled at most so far; the rank step does the rest. */
const MAX_SCALE = 4;

const [LOW, HIGH] = [levelIndex(0.1), levelIndex(0.9)];

/** A published distribution and the bar at whose close it holds (1 = the first bar after the cutoff). */
export interface HorizonQuantiles {
  readonly bar: number;
  readonly quantiles: ArrayLike<number>;
  /** Width of the middle 80 % that such moves have come to in the past: closes turn back within hours. Null: not known. */
  readonly pastWidth: number | null;
}

/** Log-prices relative to the base price; bar b of path p at [p · bars + b]. */
export interface PathColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/**
 * `horizons` ascend by bar, each within the bars. Moves are scaled per stretch between horizons so that the width of
 * the middle 80 % fits what such moves have come to in the past; what then remains between a path and the published quantile of its rank is added, growing
 * linearly in time from one horizon to the next and constant after the last.
 */
export function matchPublished(moves: Moves, horizons: readonly HorizonQuantiles[]): PathColumns {
  const scales = stretchScales(moves, horizons);
  const closes = closesAt(moves, horizons, scales);
  const targets = horizons.map(({ quantiles }, h) => quantilesOfRank(closes[h], quantiles));
  return assemble({ moves, horizons, scales, closes, targets });
}

/** One factor per horizon, for the bars since the horizon before it. */
function stretchScales(moves: Moves, horizons: readonly HorizonQuantiles[]): number[] {
  const unscaled = closesAt(
    moves,
    horizons,
    horizons.map(() => 1),
  );
  let simulatedBefore = 0;
  let publishedBefore = 0;
  return horizons.map(({ quantiles, pastWidth }, h) => {
    const simulated = (pastWidth ?? middleWidth(unscaled[h])) ** 2;
    const published = (quantiles[HIGH] - quantiles[LOW]) ** 2;
    const ratio = (published - publishedBefore) / (simulated - simulatedBefore);
    simulatedBefore = simulated;
    publishedBefore = published;
    if (Number.isNaN(ratio)) return 1;
    return Math.sqrt(Math.min(MAX_SCALE ** 2, Math.max(MAX_SCALE ** -2, ratio)));
  });
}

/** Log-prices of all paths at each horizon; shape (horizons)(count). */
function closesAt(moves: Moves, horizons: readonly HorizonQuantiles[], scales: readonly number[]): Float64Array[] {
  const { count, bars, close } = moves;
  const closes = horizons.map(() => new Float64Array(count));
  for (let path = 0; path < count; path++) {
    let price = 0;
    let bar = 0;
    for (let h = 0; h < horizons.length; h++) {
      for (; bar < horizons[h].bar; bar++) price += scales[h] * close[path * bars + bar];
      closes[h][path] = price;
    }
  }
  return closes;
}

/** The published quantile of each value's rank; equal values are ranked by their place. */
function quantilesOfRank(values: Float64Array, quantiles: ArrayLike<number>): Float64Array {
  const count = values.length;
  const order = Uint32Array.from(values, (_, path) => path).sort((a, b) => values[a] - values[b] || a - b);
  const targets = new Float64Array(count);
  order.forEach((path, rank) => {
    targets[path] = quantileAt(quantiles, (rank + 0.5) / count);
  });
  return targets;
}

interface Matching {
  readonly moves: Moves;
  readonly horizons: readonly HorizonQuantiles[];
  readonly scales: readonly number[];
  /** Scaled, and as they are to be; shape (horizons)(count). */
  readonly closes: readonly Float64Array[];
  readonly targets: readonly Float64Array[];
}

function assemble({ moves, horizons, scales, closes, targets }: Matching): PathColumns {
  const { count, bars } = moves;
  const column = () => new Float64Array(count * bars);
  const columns = { open: column(), high: column(), low: column(), close: column() };
  const steps = barSteps(horizons, bars);
  for (let path = 0; path < count; path++) {
    let corrected = 0;
    let raw = 0;
    let shift = 0;
    for (let bar = 0; bar < bars; bar++) {
      const { from, to, share, isHorizon } = steps[bar];
      const scale = scales[to];
      const before = from < 0 ? 0 : targets[from][path] - closes[from][path];
      const shiftAfter = before + share * (targets[to][path] - closes[to][path] - before);
      const at = path * bars + bar;
      const shiftInside = (shift + shiftAfter) / 2;
      const close = raw + scale * moves.close[at];
      columns.open[at] = corrected;
      columns.close[at] = isHorizon ? targets[to][path] : close + shiftAfter;
      columns.high[at] = Math.max(raw + scale * moves.high[at] + shiftInside, corrected, columns.close[at]);
      columns.low[at] = Math.min(raw + scale * moves.low[at] + shiftInside, corrected, columns.close[at]);
      corrected = columns.close[at];
      raw = close;
      shift = shiftAfter;
    }
  }
  return columns;
}

/** Between which horizons each bar closes (−1: the base price) and how far along; after the last: at it for good. */
function barSteps(horizons: readonly HorizonQuantiles[], bars: number) {
  return Array.from({ length: bars }, (_, bar) => {
    const next = horizons.findIndex((horizon) => bar < horizon.bar);
    if (next < 0) return { from: horizons.length - 1, to: horizons.length - 1, share: 1, isHorizon: false };
    const start = next === 0 ? 0 : horizons[next - 1].bar;
    const end = horizons[next].bar;
    return { from: next - 1, to: next, share: (bar + 1 - start) / (end - start), isHorizon: bar + 1 === end };
  });
}
