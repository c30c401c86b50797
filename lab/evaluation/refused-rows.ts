/** The rows of a decision at which a release would refuse its prices. */
import { AlmanacError } from '../../domain/errors.ts';
import { type EpochMs, FIVE_MINUTES_MS, HOUR_MS } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import { climatologyQuantiles } from '../../domain/models/climatology.ts';
import { isNotEnough } from '../../domain/models/model.ts';
import { outcome } from '../../domain/scoring/outcome.ts';
import { TRIGGERED_REFERENCE, triggeredBaselines } from '../../domain/triggered/baselines.ts';
import type { IssuedRow } from './issued-row.ts';
import { type EvaluationPlan, horizonsBarsOf } from './plan.ts';
import type { RecordedMarket } from './recorded-market.ts';

export function refusedRows(
  market: RecordedMarket,
  decision: EpochMs,
  refusedReason: string,
  plan: EvaluationPlan,
): IssuedRow[] {
  const { history } = market;
  const basePrice = history.close[(decision - history.firstOpenTime) / history.barMs - 1] ?? Number.NaN;
  const loaded = market.loadedAt(decision);
  return horizonsBarsOf(plan).map((horizonBars) => ({
    decision,
    horizonHours: (horizonBars * history.barMs) / HOUR_MS,
    basePrice,
    outcome: outcome(history, decision, horizonBars),
    refusedReason,
    forecast: null,
    combined: null,
    regime: null,
    neighbours: null,
    reference: standIn(loaded, horizonBars),
    touches: [],
  }));
}

/** The reference, as far as it can be told. */
function standIn(loaded: History, horizonBars: number): ArrayLike<number> | null {
  if (loaded.barMs === FIVE_MINUTES_MS) return triggeredReference(loaded, horizonBars);
  const quantiles = climatologyQuantiles(loaded, horizonBars);
  return isNotEnough(quantiles) ? null : quantiles;
}

function triggeredReference(loaded: History, horizonBars: number): ArrayLike<number> | null {
  try {
    const [baselines] = triggeredBaselines(loaded, [horizonBars]);
    return baselines.find(({ name }) => name === TRIGGERED_REFERENCE)?.quantiles ?? null;
  } catch (failure) {
    if (failure instanceof AlmanacError && failure.code === 'data.too-little-history') return null;
    throw failure;
  }
}
