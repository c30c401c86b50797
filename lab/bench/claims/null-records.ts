/** Records without any skill, and how often a claim is proven of them all the same (METHODS §7). */
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { gridQuantiles } from '../../../domain/numeric/quantiles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import { type ClaimedForecast, claimOf } from '../../../domain/scoring/claims.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { brierBound, crpsBound } from '../../../domain/scoring/evidence.ts';

export const RELEASES = 730;
const HOURS_BETWEEN = 12;
const HORIZON_HOURS = 24;

export type Null = 'direction' | 'width';

/** How many of the records had a claim "better" at any outcome. */
export function falseClaims(kind: Null, runs: number): number {
  let proven = 0;
  for (let run = 0; run < runs; run++) {
    const rng = Rng.seeded(`null ${kind} ${run}`);
    const { verdict, withdrawn } = claimOf(kind === 'direction' ? guessedDirections(rng) : noisyRanges(rng));
    if (verdict === 'better' || withdrawn > 0) proven++;
  }
  return proven;
}

/** A walk without drift whose volatility clusters; p_up follows the last day's move, which means nothing. */
function guessedDirections(rng: Rng): ClaimedForecast[] {
  const moves = garchMoves(rng, RELEASES + 2);
  return Array.from({ length: RELEASES }, (_, i) => {
    const p = moves[i] > 0 ? 0.53 : 0.47;
    const up = moves[i + 1] + moves[i + 2] > 0;
    return forecastAt(i, brier(0.5, up) - brier(p, up), brierBound(p, 0.5));
  });
}

/** The baseline is right; ours is the baseline moved to either side, and made wider or narrower, by the toss of a coin. */
function noisyRanges(rng: Rng): ClaimedForecast[] {
  return Array.from({ length: RELEASES }, (_, i) => {
    const shift = 0.1 * rng.normal();
    const stretch = 0.1 * rng.normal();
    const ours = BASE.map((quantile) => quantile + shift + stretch * quantile);
    const outcome = rng.normal();
    return forecastAt(i, crps(BASE, outcome) - crps(ours, outcome), crpsBound(ours, BASE));
  });
}

function forecastAt(i: number, difference: number, bound: number): ClaimedForecast {
  const issuedAt = i * HOURS_BETWEEN * HOUR_MS;
  return { issuedAt, resolvedAt: issuedAt + HORIZON_HOURS * HOUR_MS, differences: [difference], bounds: [bound] };
}

function garchMoves(rng: Rng, count: number): Float64Array {
  let variance = 1;
  return Float64Array.from({ length: count }, () => {
    const move = Math.sqrt(variance) * rng.normal();
    variance = 0.05 + 0.1 * move * move + 0.85 * variance;
    return move;
  });
}

/** A normal on the grid of levels, from its own sample. */
const BASE: Float64Array = standardNormal();

function standardNormal(): Float64Array {
  const rng = Rng.seeded('standard normal');
  return Float64Array.from(
    gridQuantiles(Float64Array.from({ length: 1_000 * LEVELS.length }, () => rng.normal()).sort()),
  );
}
