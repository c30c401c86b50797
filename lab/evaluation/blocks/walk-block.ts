/** `har-x` alone with one block, or with none, over all decisions: what it lost at each. */
import { LEARNING_SEED } from '../../../domain/ensemble/boundary.ts';
import { rollingClimatology } from '../../../domain/ensemble/rolling-climatology.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';
import { earlier } from '../../../domain/market/history.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { askForecast, askParameters } from '../../../domain/models/ask.ts';
import type { Block } from '../../../domain/models/blocks/block.ts';
import { harXWith } from '../../../domain/models/blocks/har-x-with.ts';
import { isNotEnough, type NotEnough } from '../../../domain/models/model.ts';
import type { Har } from '../../../domain/models/har-regression.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { outcome } from '../../../domain/scoring/outcome.ts';
import type { RecordedMarket } from '../recorded-market.ts';

/** CRPS per horizon, shape (decisions) each; NaN where the decision is void or unanswered. */
export interface BlockLosses {
  readonly own: readonly Float64Array[];
  /** Empty with a block: it is the same. */
  readonly climatology: readonly Float64Array[];
}

/**
 * Parameters every Monday, states at every decision, as everywhere (METHODS §12). `decisions` ascend. Without a block those
 * that a release would refuse stay unanswered; with one the caller has left them out, for they cost more than the walk.
 */
export function walkBlock(
  market: RecordedMarket,
  block: Block | null,
  decisions: readonly EpochMs[],
  { horizonsBars, seed }: { readonly horizonsBars: readonly number[]; readonly seed: string },
): BlockLosses {
  const model = harXWith(block ? [block] : []);
  const { history } = market;
  const own = horizonsBars.map(() => new Float64Array(decisions.length).fill(Number.NaN));
  let week: { readonly boundary: EpochMs; readonly parameters: Har | NotEnough } | null = null;
  decisions.forEach((decision, row) => {
    if (!block && market.refusalAt(decision) !== null) return;
    const boundary = weeklyBoundary(decision);
    if (week?.boundary !== boundary) {
      week = { boundary, parameters: askParameters(model, earlier(history, boundary), LEARNING_SEED) };
    }
    if (isNotEnough(week.parameters)) return;
    const answer = askForecast(model, earlier(history, decision), week.parameters, horizonsBars, seed);
    if (isNotEnough(answer)) return;
    answer.forEach(({ horizonBars, quantiles }, i) => {
      own[i][row] = crps(quantiles, outcome(history, decision, horizonBars));
    });
  });
  const references = block ? [] : horizonsBars;
  return { own, climatology: references.map((horizonBars) => climatologyLosses(market, decisions, horizonBars)) };
}

function climatologyLosses(
  { history }: RecordedMarket,
  decisions: readonly EpochMs[],
  horizonBars: number,
): Float64Array {
  const climatologies = rollingClimatology(history, decisions, horizonBars);
  return Float64Array.from(decisions, (decision, i) => {
    const quantiles = climatologies[i]?.quantiles;
    return quantiles ? crps(quantiles, outcome(history, decision, horizonBars)) : Number.NaN;
  });
}
