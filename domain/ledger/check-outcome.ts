/** Whether an outcome entry follows from its release, for somebody who has nothing but the two. */
import type { History } from '../market/history.ts';
import type { Candles } from '../market/candles.ts';
import { LEVELS } from '../numeric/levels.ts';
import { classScores, FIXED_PER_10K } from '../scenarios/scenario-scores.ts';
import { forecastScores } from '../scoring/forecast-scores.ts';
import { memberValue, piecesWithout } from './canonical-members.ts';
import { committedPer10k, type CommittedRelease, forecastReturns } from './committed-release.ts';
import { hashOf } from './commitment.ts';
import { sha256 } from './hash.ts';
import { horizonOf, outcomeOf } from './outcome.ts';
import type { OutcomeBody } from './outcome-entry.ts';
import type { ScaledPrices } from './scaled-prices.ts';

/** How far a recomputed number may lie from the recorded one, relative above 1. */
export const SCORE_TOLERANCE = 1e-12;

/** One forecast after the other is read into it, so that none takes memory of its own. */
const RETURNS = new Float64Array(LEVELS.length);

/**
 * The first thing that does not follow from the release, in words; null when everything does: what was shown later is what was
 * hashed, the return follows from the prices, every score from the forecast and the return. `bytes`: the body in its canonical form,
 * where it is at hand.
 *
 * @example outcomeProblem(JSON.parse(entry.body), committedRelease(release.body), release.hash)
 */
export function outcomeProblem(
  body: OutcomeBody,
  release: CommittedRelease,
  releaseHash: string,
  bytes?: Uint8Array,
): string | null {
  if (body.releaseId !== release.releaseId || body.releaseHash !== releaseHash) return 'it names another release';
  const forecast = horizonOf(release, body.horizonHours);
  if (release.schema > 1 && baselinesSha256(body, bytes) !== forecast.baselinesSha256) {
    return 'its baselines are not those that the release was hashed with';
  }
  const plans = body.cards?.shadow?.plans;
  if (plans && hashOf(plans) !== release.shadowSha256) {
    return 'its shadow cards are not those that the release was hashed with';
  }
  const { price, logReturn } = body;
  const scored = (prices: ScaledPrices, pUp: number) =>
    logReturn === null ? null : forecastScores(forecastReturns(release, prices, RETURNS), pUp, logReturn);
  const recomputed = {
    logReturn: price === null || release.basePrice === null ? null : Math.log(price / release.basePrice),
    scores: scored(forecast, forecast.pUp),
    baselines: body.baselines.map((baseline) => ({ ...baseline, scores: scored(baseline, baseline.pUp) })),
    scenarios: rescored(body, release),
  };
  return difference(body, recomputed);
}

/** The same with the candles from before the cutoff on: the whole entry is made anew. */
export function outcomeProblemOnCandles(
  body: OutcomeBody,
  release: CommittedRelease,
  { history, candles }: { readonly history: History | null; readonly candles: Candles },
): string | null {
  const made = outcomeOf({
    release,
    releaseHash: body.releaseHash,
    horizonHours: body.horizonHours,
    baselines: withoutScores(body),
    shadow: body.cards?.shadow?.plans ?? null,
    history,
    candles,
    venue: body.venue,
    late: body.late,
  });
  return difference(body, made);
}

/** Of what the release was hashed with. Hashing what is written takes half of writing it anew. */
function baselinesSha256(body: OutcomeBody, bytes: Uint8Array | undefined): string {
  const list = bytes && areObjects(body.baselines) ? memberValue(bytes, 0, 'baselines') : undefined;
  return bytes && list ? sha256(...piecesWithout(bytes, list, 'scores')) : hashOf(withoutScores(body));
}

function areObjects(list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
}

function withoutScores({ baselines }: OutcomeBody) {
  return baselines.map(({ scores: _, ...baseline }) => baseline);
}

function rescored({ scenarios }: OutcomeBody, release: CommittedRelease): OutcomeBody['scenarios'] {
  if (scenarios === null || scenarios.happened === 'void') return scenarios;
  const { happened, climatology } = scenarios;
  return {
    ...scenarios,
    scores: classScores(committedPer10k(release), happened),
    climatology: { ...climatology, scores: classScores(climatology.per10k, happened) },
    fixed: classScores(FIXED_PER_10K, happened),
  };
}

/** Where two values differ first, as a sentence; the second may have fewer fields. */
function difference(recorded: unknown, recomputed: unknown): string | null {
  const found = firstDifference(recorded, recomputed);
  return found && `${found.path.join('.')} is ${String(found.recorded)}, recomputed it is ${String(found.recomputed)}`;
}

interface Difference {
  readonly path: readonly string[];
  readonly recorded: unknown;
  readonly recomputed: unknown;
}

function firstDifference(recorded: unknown, recomputed: unknown): Difference | null {
  if (recorded === recomputed) return null;
  if (typeof recorded === 'number' && typeof recomputed === 'number') {
    const apart = Math.abs(recorded - recomputed) / Math.max(1, Math.abs(recorded));
    return apart <= SCORE_TOLERANCE ? null : { path: [], recorded, recomputed };
  }
  if (typeof recorded !== 'object' || typeof recomputed !== 'object' || recorded === null || recomputed === null) {
    return { path: [], recorded, recomputed };
  }
  for (const key of Object.keys(recomputed)) {
    const theirs = (recorded as Record<string, unknown>)[key];
    const ours = (recomputed as Record<string, unknown>)[key];
    const found = theirs === ours ? null : firstDifference(theirs, ours);
    if (found) return { ...found, path: [key, ...found.path] };
  }
  return null;
}
