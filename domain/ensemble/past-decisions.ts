/** The table that learning reads: per horizon one row for each past decision whose outcome is known. */
import type { EpochMs } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { crps } from '../scoring/crps.ts';
import { outcome } from '../scoring/outcome.ts';
import { isRehearsed } from './boundary.ts';
import type { WalkedMember } from './learned-state.ts';
import { type Climatology, rollingClimatology } from './rolling-climatology.ts';

export interface PastMember {
  readonly model: string;
  readonly quantiles: ArrayLike<number>;
  readonly crps: number;
}

export interface PastDecision {
  readonly decision: EpochMs;
  readonly resolvedAt: EpochMs;
  /** Log-return that followed. */
  readonly outcome: number;
  readonly climatology: Climatology;
  readonly climatologyCrps: number;
  /** Those that answered, ascending by model name. */
  readonly members: readonly PastMember[];
}

/**
 * Rows ascending by decision. Left out are void ones (a missing bar at either end, or an outcome after the history's
 * cutoff) and those before which there are less than 90 days of returns.
 */
export function pastDecisions(history: History, walked: readonly WalkedMember[], horizonBars: number): PastDecision[] {
  const answers = answersByDecision(walked, horizonBars);
  const decisions = [...answers.keys()]
    .filter((decision) => Number.isFinite(outcome(history, decision, horizonBars)))
    .sort((a, b) => a - b);
  const climatologies = rollingClimatology(history, decisions, horizonBars);
  return decisions.flatMap((decision, i) => {
    const climatology = climatologies[i];
    return climatology ? [row(history, decision, horizonBars, climatology, answers.get(decision) ?? [])] : [];
  });
}

type Answer = Omit<PastMember, 'crps'>;

function row(
  history: History,
  decision: EpochMs,
  horizonBars: number,
  climatology: Climatology,
  answers: Answer[],
): PastDecision {
  const y = outcome(history, decision, horizonBars);
  return {
    decision,
    resolvedAt: decision + horizonBars * history.barMs,
    outcome: y,
    climatology,
    climatologyCrps: crps(climatology.quantiles, y),
    members: answers.map((answer) => ({ ...answer, crps: crps(answer.quantiles, y) })),
  };
}

function answersByDecision(walked: readonly WalkedMember[], horizonBars: number): Map<EpochMs, Answer[]> {
  const byDecision = new Map<EpochMs, Answer[]>();
  for (const { model, forecasts } of walked.toSorted((a, b) => (a.model < b.model ? -1 : 1))) {
    for (const { decision, horizonBars: bars, quantiles } of forecasts) {
      if (bars !== horizonBars || !isRehearsed(model, decision)) continue;
      const answers = byDecision.get(decision) ?? [];
      if (quantiles) answers.push({ model, quantiles });
      byDecision.set(decision, answers);
    }
  }
  return byDecision;
}
