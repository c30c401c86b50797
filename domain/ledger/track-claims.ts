/** The two claims of a symbol and horizon, from its releases and outcomes (METHODS §7). */
import { type Claim, claimOf, type ClaimedForecast } from '../scoring/claims.ts';
import { DIRECTION_AGAINST, WIDTH_AGAINST } from './track-duels.ts';
import type { Row } from './track-rows.ts';

/** Of the distribution, by CRPS, against each of the three baselines. Ascending by `issuedAt`. */
export function widthClaim(rows: readonly Row[]): Claim {
  return claimOf(rows.flatMap((row) => betOf(row, 'width', WIDTH_AGAINST.length)));
}

/** Of p_up, by the Brier score, against the base rate. */
export function directionClaim(rows: readonly Row[]): Claim {
  return claimOf(rows.flatMap((row) => betOf(row, 'direction', DIRECTION_AGAINST.length)));
}

/**
 * Void outcomes, and those of releases without committed baselines, are no bets. One that is not known yet is a bet of any size:
 * it counts as lost.
 */
function betOf(
  { issuedAt, resolvedAt, isBet, outcome }: Row,
  of: 'width' | 'direction',
  baselines: number,
): ClaimedForecast[] {
  if (outcome === null) {
    return isBet ? [{ issuedAt, resolvedAt, differences: null, bounds: new Array<number>(baselines).fill(1) }] : [];
  }
  const duels = outcome.duels[of];
  if (duels.length < baselines) return [];
  return [
    {
      ...{ issuedAt, resolvedAt },
      differences: duels.map(({ difference }) => difference),
      bounds: duels.map(({ bound }) => bound),
    },
  ];
}
