/** How coverage and skill came to be what they are: both after each outcome, of all outcomes so far. */
import type { Row, RowOutcome } from '../ledger/track-rows.ts';

/** Planned releases of one symbol at one horizon; the three arrays are of one length, ascending by time. */
export interface TrackCurve {
  readonly symbol: string;
  readonly horizonHours: number;
  /** Epoch milliseconds. */
  readonly resolvedAt: Float64Array;
  /** Share of outcomes inside the 80 % range. */
  readonly held: Float64Array;
  /** In CRPS, against climatology. */
  readonly skill: Float64Array;
}

interface Scored {
  readonly row: Row;
  readonly scores: NonNullable<RowOutcome['scores']>;
  readonly climatologyCrps: number;
}

/** @example trackCurves(rows).find((curve) => curve.horizonHours === 24)?.skill.at(-1) */
export function trackCurves(rows: readonly Row[]): TrackCurve[] {
  const cells = Map.groupBy(rows.flatMap(scored), ({ row }) => JSON.stringify([row.symbol, row.horizonHours]));
  return [...cells.values()].map(curveOf);
}

function scored(row: Row): Scored[] {
  const { stream, outcome } = row;
  if (stream !== 'planned' || !outcome?.scores) return [];
  const climatology = outcome.baselines.find(({ name }) => name === 'climatology');
  return [{ row, scores: outcome.scores, climatologyCrps: climatology?.crps ?? 0 }];
}

function curveOf(cell: readonly Scored[]): TrackCurve {
  const ascending = cell.toSorted((a, b) => a.row.resolvedAt - b.row.resolvedAt);
  let [held, ours, theirs] = [0, 0, 0];
  const shares = ascending.map(({ scores, climatologyCrps }, i) => {
    held += scores.covered['80'] ? 1 : 0;
    ours += scores.crps;
    theirs += climatologyCrps;
    return { held: held / (i + 1), skill: 1 - ours / theirs };
  });
  const { symbol, horizonHours } = ascending[0].row;
  return {
    ...{ symbol, horizonHours },
    resolvedAt: Float64Array.from(ascending, ({ row }) => row.resolvedAt),
    held: Float64Array.from(shares, (share) => share.held),
    skill: Float64Array.from(shares, (share) => share.skill),
  };
}
