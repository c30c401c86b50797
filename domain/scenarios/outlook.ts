import { Rng } from '../numeric/random.ts';
import { sortedFinite, quantileSorted } from '../numeric/quantiles.ts';
import type { PublishedForecast } from '../ensemble/published.ts';
import type { History } from '../market/history.ts';
import { scenarioFrame, scenarios } from './barriers.ts';
import { priceLevels } from './levels.ts';
import { PATH_COUNT, type Paths, samplePaths } from './paths.ts';
import type { PriceLevel, Scenario, ScenarioFrame, TouchProbability } from './scenario.ts';
import { sigma24Of } from './sigma.ts';
import { touchProbabilities } from './touches.ts';

/** The levels of the fan that a chart draws, outermost first, the median in the middle. */
const FAN_LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;

export interface Outlook {
  readonly levels: readonly PriceLevel[];
  readonly frame: ScenarioFrame;
  readonly scenarios: readonly Scenario[];
  readonly touches: readonly TouchProbability[];
  /** Price quantiles of the paths at FAN_LEVELS after each hour. */
  readonly fan: readonly { readonly hours: number; readonly prices: readonly number[] }[];
}

/**
 * The published paths of a release: the same seed, history and forecasts give the same paths to whoever asks. Every cutoff has
 * draws of its own, so that their chance averages out over releases.
 */
export function publishedPaths(
  history: History,
  published: readonly PublishedForecast[],
  seed: string,
  count = PATH_COUNT,
): Paths {
  return samplePaths({ history, published, rng: Rng.seeded(`${seed}:${history.cutoff}:paths`), count });
}

/** Everything a release says about levels and scenarios, from the published paths (METHODS §4, §5). */
export function outlookOf(history: History, published: readonly PublishedForecast[], seed: string): Outlook {
  const paths = publishedPaths(history, published, seed);
  const sigma = sigma24Of(published);
  const levels = priceLevels(history, sigma);
  const frame = scenarioFrame(paths, levels, sigma);
  const horizons = published.map(({ horizonHours }) => horizonHours);
  return {
    levels,
    frame,
    scenarios: scenarios(paths, frame, history.symbol),
    touches: touchProbabilities(paths, [frame.lower, frame.upper], horizons),
    fan: Array.from({ length: paths.bars }, (_, bar) => ({ hours: bar + 1, prices: fanAt(paths, bar) })),
  };
}

function fanAt(paths: Paths, bar: number): number[] {
  const closes = sortedFinite(
    Float64Array.from({ length: paths.count }, (_, path) => paths.close[path * paths.bars + bar]),
  );
  return FAN_LEVELS.map((level) => paths.basePrice * Math.exp(quantileSorted(closes, level)));
}
