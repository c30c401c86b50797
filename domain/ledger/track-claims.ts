/** The two claims of a symbol and horizon, from its releases and outcomes (METHODS §7). */
import { type Claim, claimOf, type ClaimedForecast } from '../scoring/claims.ts';
import { brierBound, crpsBound } from '../scoring/evidence.ts';
import { forecastReturns } from './committed-release.ts';
import type { OutcomeBody } from './outcome-entry.ts';
import type { Row } from './track-rows.ts';

const AGAINST = ['climatology', 'random-walk', 'plain-volatility'] as const;

/** Of the distribution, by CRPS, against each of the three baselines. Ascending by `issuedAt`. */
export function widthClaim(rows: readonly Row[]): Claim {
  return claimOf(
    rows.flatMap((row) =>
      betOf(
        row,
        ({ release, forecast }, outcome) => {
          const ours = forecastReturns(release, forecast);
          return AGAINST.flatMap((name) => {
            const base = outcome.baselines.find((baseline) => baseline.name === name);
            if (!base?.scores || !outcome.scores) return [];
            const bound = crpsBound(ours, forecastReturns(release, base));
            return [{ difference: base.scores.crps - outcome.scores.crps, bound }];
          });
        },
        AGAINST.length,
      ),
    ),
  );
}

/** Of p_up, by the Brier score, against the base rate. */
export function directionClaim(rows: readonly Row[]): Claim {
  return claimOf(
    rows.flatMap((row) =>
      betOf(
        row,
        ({ forecast }, outcome) => {
          const base = outcome.baselines.find(({ name }) => name === 'climatology');
          if (!base?.scores || !outcome.scores) return [];
          const difference = base.scores.brier - outcome.scores.brier;
          return [{ difference, bound: brierBound(forecast.pUp, base.pUp) }];
        },
        1,
      ),
    ),
  );
}

interface Duel {
  readonly difference: number;
  readonly bound: number;
}

/**
 * Void outcomes, and those of releases without committed baselines, are no bets. One that is not known yet is a bet of any size:
 * it counts as lost.
 */
function betOf(
  row: Row,
  duels: (row: Row, outcome: OutcomeBody) => readonly Duel[],
  baselines: number,
): ClaimedForecast[] {
  const { issuedAt, resolvedAt, outcome, release } = row;
  if (outcome === null) {
    if (release.schema === 1) return [];
    return [{ issuedAt, resolvedAt, differences: null, bounds: new Array<number>(baselines).fill(1) }];
  }
  const found = duels(row, outcome);
  if (found.length < baselines) return [];
  return [
    {
      ...{ issuedAt, resolvedAt },
      differences: found.map(({ difference }) => difference),
      bounds: found.map(({ bound }) => bound),
    },
  ];
}
