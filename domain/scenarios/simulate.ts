import type { Rng } from '../numeric/random.ts';
import { blend, MEMORY_DECAYS, remember, type WidthModel } from './width-model.ts';

/** What each simulated bar adds to the log-price at its open; bar b of path p at [p · bars + b]. */
export interface Moves {
  readonly count: number;
  readonly bars: number;
  readonly close: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/**
 * What a bar does with its neighbours (a spike and its return) is drawn along with it, and a stretch begins at its own hour of
 * the day: otherwise touches within 4 h are too rare (`lab/trials.csv`). Longer stretches leave the paths of a release too few.
 */
const MEAN_BLOCK_BARS = 3;

/**
 * Draws past bars whole (return, high and low together), in units of their expected width, and lets each path's
 * volatility react to its own bars. Stretches of past bars have geometric length (stationary bootstrap, Politis & Romano 1994).
 */
export function simulateMoves(model: WidthModel, rng: Rng, count: number, bars: number): Moves {
  const moves = { count, bars, close: cells(count, bars), high: cells(count, bars), low: cells(count, bars) };
  const factors = Float64Array.from({ length: bars }, (_, bar) => model.hourFactors[model.hoursOfBar(bar)]);
  const { pool } = model;
  const places = Array.from({ length: bars }, (_, bar) => placesAt(model, bar));
  const variances = new Float64Array(MEMORY_DECAYS.length);
  for (let path = 0, at = 0; path < count; path++) {
    variances.set(model.variances);
    let drawn = 0;
    for (let bar = 0; bar < bars; bar++, at++) {
      const anew = bar === 0 || rng.uniform() * MEAN_BLOCK_BARS < 1;
      drawn = anew ? places[bar][rng.below(places[bar].length)] : (drawn + 1) % pool.close.length;
      const variance = blend(variances);
      const width = Math.sqrt(variance) * factors[bar];
      moves.close[at] = width * pool.close[drawn];
      moves.high[at] = width * pool.high[drawn];
      moves.low[at] = width * pool.low[drawn];
      remember(variances, variance * pool.square[drawn]);
    }
  }
  return moves;
}

/** Of its own hour, or of any where the pool has no bar of that hour. */
function placesAt({ hoursOfBar, placesOfHour, pool }: WidthModel, bar: number): ArrayLike<number> {
  const own = placesOfHour[hoursOfBar(bar)];
  return own.length > 0 ? own : Array.from(pool.close.keys());
}

function cells(count: number, bars: number): Float64Array {
  return new Float64Array(count * bars);
}
