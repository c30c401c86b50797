/** Walks over the past as releases would have: learn at each week's boundary, combine at each decision. */
import { presentMoves } from '../../domain/calibration/past-moves.ts';
import { learn } from '../../domain/ensemble/learn.ts';
import { learningDecisions } from '../../domain/ensemble/boundary.ts';
import { type BaselineAnswer, combine } from '../../domain/ensemble/combine.ts';
import type { LearnedState, WalkedMember } from '../../domain/ensemble/learned-state.ts';
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { earlier, type History, MAX_HISTORY_BARS } from '../../domain/market/history.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { outcome } from '../../domain/scoring/outcome.ts';

export interface WalkedRelease {
  readonly decision: EpochMs;
  readonly horizonBars: number;
  readonly forecast: PublishedForecast;
  /** Log-return that followed; NaN when void. */
  readonly outcome: number;
}

/**
 * `members` must hold answers at the evaluated decisions and at the learning decisions of every boundary before them;
 * `history` reaches past the last outcome.
 */
export function walkReleases(from: {
  readonly history: History;
  readonly members: readonly WalkedMember[];
  readonly decisions: readonly EpochMs[];
  readonly horizonsBars: readonly number[];
  readonly learningWeeks: number;
  readonly baselinesAt: (decision: EpochMs) => readonly (readonly BaselineAnswer[])[];
}): WalkedRelease[] {
  const tables = from.members.map(({ model, forecasts }) => ({
    model,
    answers: new Map(forecasts.map((forecast) => [`${forecast.decision}:${forecast.horizonBars}`, forecast])),
  }));
  const learnAt = (boundary: EpochMs): LearnedState => {
    const instants = learningDecisions(boundary, from.learningWeeks);
    const past = tables.map(({ model, answers }) => ({
      model,
      forecasts: instants.flatMap((t) => from.horizonsBars.flatMap((h) => answers.get(`${t}:${h}`) ?? [])),
    }));
    return learn({ history: earlier(from.history, boundary), horizonsBars: from.horizonsBars, members: past });
  };
  let learned: LearnedState | null = null;
  return from.decisions.flatMap((decision) => {
    const boundary = weeklyBoundary(decision);
    const state = learned?.boundary === boundary ? learned : learnAt(boundary);
    learned = state;
    const baselines = from.baselinesAt(decision);
    const moves = presentMoves(earlier(from.history, decision, MAX_HISTORY_BARS));
    return from.horizonsBars.map((horizonBars, i) => {
      const members = tables.map(({ model, answers }) => {
        const quantiles = answers.get(`${decision}:${horizonBars}`)?.quantiles ?? null;
        return { model, version: 'walked', quantiles, droppedReason: quantiles ? null : 'no answer' };
      });
      const forecast = combine({
        cutoff: decision,
        horizonHours: horizonBars,
        members,
        baselines: baselines[i],
        learned: state.horizons[i],
        moves,
      });
      return { decision, horizonBars, forecast, outcome: outcome(from.history, decision, horizonBars) };
    });
  });
}
