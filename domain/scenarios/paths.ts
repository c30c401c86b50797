/** The joint price paths of a release: levels, scenarios, card and chart read only these (METHODS §4). */
import type { PublishedForecast } from '../ensemble/published.ts';
import { AlmanacError } from '../errors.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import type { Rng } from '../numeric/random.ts';
import { type HorizonQuantiles, matchPublished, type PathColumns } from './match-published.ts';
import { pastWidth } from './past-width.ts';
import { simulateMoves } from './simulate.ts';
import { fitWidthModel } from './width-model.ts';

/**
 * Bars of many futures as log-prices relative to `basePrice`; bar b of path p stands at [p · bars + b]. Every bar opens
 * where the one before closed; high ≥ max(open, close), low ≤ min(open, close).
 */
export interface Paths extends PathColumns {
  readonly count: number;
  readonly bars: number;
  readonly barMs: number;
  readonly cutoff: EpochMs;
  readonly basePrice: number;
}

/** Number of paths of a release (METHODS §4). */
export const PATH_COUNT = 10_000;
/** Bars of a release's paths: 24 hours. */
const PATH_BARS = 24;

/**
 * Filtered historical simulation (Barone-Adesi, Giannopoulos & Vosper 1999) gives the paths their shape and their rank
 * structure across horizons; at each published horizon every path then takes the published quantile of its rank, so
 * that the paths' CDF there equals the published one at all levels within 1/count. Equal generators give equal paths.
 *
 * `published`: in any order; horizons beyond `bars` are ignored. The base price is the close at the cutoff.
 * Throws `data.too-little-history` (too few bars to resample, or none at the cutoff) and `input.invalid` (no horizon).
 *
 * @example const paths = samplePaths({ history, published, rng: Rng.seeded(seed).fork('paths') });
 */
export function samplePaths(from: {
  readonly history: History;
  readonly published: readonly PublishedForecast[];
  readonly rng: Rng;
  readonly count?: number;
  readonly bars?: number;
}): Paths {
  const { history, rng, count = PATH_COUNT, bars = PATH_BARS } = from;
  const model = fitWidthModel(history);
  const horizons = horizonsWithin(from.published, history.barMs, bars).map((horizon) => ({
    ...horizon,
    pastWidth: pastWidth(history, model, horizon.bar),
  }));
  const moves = simulateMoves(model, rng, count, bars);
  const { barMs, cutoff } = history;
  return {
    count,
    bars,
    barMs,
    cutoff,
    basePrice: history.close[history.length - 1],
    ...matchPublished(moves, horizons),
  };
}

function horizonsWithin(
  published: readonly PublishedForecast[],
  barMs: number,
  bars: number,
): Omit<HorizonQuantiles, 'pastWidth'>[] {
  const horizons = published
    .map(({ horizonHours, quantiles }) => ({ bar: Math.round((horizonHours * HOUR_MS) / barMs), quantiles }))
    .filter(({ bar }) => bar >= 1 && bar <= bars)
    .sort((a, b) => a.bar - b.bar);
  if (horizons.length > 0) return horizons;
  throw new AlmanacError(
    'input.invalid',
    `No published horizon lies within ${bars} bars, so paths cannot follow any. Publish at least one horizon up to ${(bars * barMs) / HOUR_MS} h.`,
    { bars, published: published.length },
  );
}
