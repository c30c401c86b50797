/** How likely the published paths touch a price, how often the past year's hours did, and whether it was touched (METHODS §4). */
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import { publishedPaths } from '../../domain/scenarios/outlook.ts';
import { sigmaOf } from '../../domain/scenarios/sigma.ts';
import { touchProbabilities } from '../../domain/scenarios/touches.ts';

const TOUCH_SIGMAS: readonly number[] = [-1.5, -1, -0.5, 0.5, 1, 1.5];
/** Fewer paths than a release has, at every decision: their chance of a point averages out, that of fewer decisions does not. */
const PATHS = 2_000;
const YEAR_BARS = 8_760;
const FEWEST_BARS = 2_160;

export interface Touch {
  /** How far the price lies from the close at the cutoff, in σ of the horizon's forecast; below 0: below it. */
  readonly sigmas: number;
  readonly probability: number;
  /** Share of the past year's spans of this length that went so far. */
  readonly climatology: number;
  readonly touched: boolean;
}

/** For each bar, how far the bars after it went from its close, as log-returns; NaN where one is missing. */
interface Reach {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

export class TouchRecord {
  readonly #history: History;
  readonly #reach = new Map<number, Reach>();

  /** `history`: hourly, to the end of what is evaluated. */
  constructor(history: History) {
    this.#history = history;
  }

  /** Per published horizon; none of a horizon whose span has a missing bar, or that had less than 90 days before it. */
  at(decision: EpochMs, loaded: History, published: readonly PublishedForecast[], seed: string): Touch[][] {
    const paths = publishedPaths(loaded, published, seed, PATHS);
    const bar = (decision - this.#history.firstOpenTime) / HOUR_MS - 1;
    return published.map(({ horizonHours, quantiles }) => {
      const reach = this.#reachOf(horizonHours);
      const year = yearOfSpans(reach, bar, horizonHours);
      if (Number.isNaN(reach.up[bar]) || year.up.length < FEWEST_BARS) return [];
      const levels = TOUCH_SIGMAS.map((sigmas) => sigmas * sigmaOf(quantiles));
      const prices = levels.map((level) => paths.basePrice * Math.exp(level));
      return touchProbabilities(paths, prices, [horizonHours]).map(({ probability }, i) => ({
        sigmas: TOUCH_SIGMAS[i],
        probability,
        climatology: shareBeyond(year, levels[i]),
        touched: levels[i] > 0 ? reach.up[bar] >= levels[i] : reach.down[bar] <= levels[i],
      }));
    });
  }

  #reachOf(bars: number): Reach {
    const known = this.#reach.get(bars) ?? reachOf(this.#history, bars);
    this.#reach.set(bars, known);
    return known;
  }
}

function reachOf({ close, high, low, length }: History, bars: number): Reach {
  const up = new Float64Array(length).fill(Number.NaN);
  const down = new Float64Array(length).fill(Number.NaN);
  for (let bar = 0; bar + bars < length; bar++) {
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let at = bar + 1; at <= bar + bars; at++) {
      highest = Math.max(highest, high[at]);
      lowest = Math.min(lowest, low[at]);
    }
    up[bar] = Math.log(highest / close[bar]);
    down[bar] = Math.log(lowest / close[bar]);
  }
  return { up, down };
}

/** Spans that had ended when the bar closed, a year of them. */
function yearOfSpans({ up, down }: Reach, bar: number, bars: number): Reach {
  const end = Math.max(0, bar - bars + 1);
  const start = Math.max(0, end - YEAR_BARS);
  return { up: up.subarray(start, end).filter(isNumber), down: down.subarray(start, end).filter(isNumber) };
}

function shareBeyond({ up, down }: Reach, level: number): number {
  let beyond = 0;
  for (let i = 0; i < up.length; i++) if (level > 0 ? up[i] >= level : down[i] <= level) beyond++;
  return beyond / up.length;
}

function isNumber(value: number): boolean {
  return !Number.isNaN(value);
}
