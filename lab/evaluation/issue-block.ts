/** The releases of one block: learn at each week's boundary, combine at each decision, as the release's steps do. */
import { presentMoves } from '../../domain/calibration/past-moves.ts';
import { averageQuantiles } from '../../domain/ensemble/average.ts';
import { type BaselineAnswer, combine, type MemberAnswer } from '../../domain/ensemble/combine.ts';
import { learn } from '../../domain/ensemble/learn.ts';
import type { LearnedState } from '../../domain/ensemble/learned-state.ts';
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import { MODELS } from '../../domain/models/registry.ts';
import { outcome } from '../../domain/scoring/outcome.ts';
import { decisionsLearnedFrom, type EvaluationPlan } from './plan.ts';
import type { RecordedMarket } from './recorded-market.ts';
import type { ReleaseAnswer, WalkedBlock } from './walk-member.ts';

/** One decision at one horizon. */
export interface IssuedRow {
  readonly decision: EpochMs;
  readonly horizonHours: number;
  /** NaN when the bar is missing. */
  readonly basePrice: number;
  /** Log-return that followed; NaN when void. */
  readonly outcome: number;
  readonly refusedReason: string | null;
  /** Null when the decision was refused. */
  readonly forecast: PublishedForecast | null;
  /** The members averaged by their shares, before anything was calibrated. */
  readonly combined: Float64Array | null;
}

/** `walked`: every member's blocks behind this one, its own included. */
export function issueBlock(
  market: RecordedMarket,
  walked: readonly WalkedBlock[],
  decisions: readonly EpochMs[],
  plan: EvaluationPlan,
): IssuedRow[] {
  const members = membersOf(walked);
  let state: LearnedState | null = null;
  return decisions.flatMap((decision) => {
    const refusedReason = market.refusalAt(decision);
    if (refusedReason !== null) return refusedRows(market, decision, refusedReason, plan);
    if (state?.boundary !== weeklyBoundary(decision)) state = learnFor(market, members, decision, plan);
    return issuedRows(market, members, state, decision, plan);
  });
}

interface Member {
  readonly model: string;
  readonly version: string;
  readonly learned: ReadonlyMap<EpochMs, WalkedBlock['learned']>;
  readonly answers: ReadonlyMap<EpochMs, readonly ReleaseAnswer[]>;
  readonly failedWeeks: ReadonlySet<EpochMs>;
}

/** In the order of the registry, in which a release asks them. */
function membersOf(walked: readonly WalkedBlock[]): Member[] {
  return MODELS.map(({ name, version }) => {
    const own = walked.filter(({ model }) => model === name);
    return {
      model: name,
      version,
      learned: Map.groupBy(
        own.flatMap(({ learned }) => learned),
        ({ decision }) => decision,
      ),
      answers: Map.groupBy(
        own.flatMap(({ answers }) => answers),
        ({ decision }) => decision,
      ),
      failedWeeks: new Set(own.flatMap(({ failedWeeks }) => failedWeeks)),
    };
  });
}

function learnFor(
  market: RecordedMarket,
  members: readonly Member[],
  decision: EpochMs,
  plan: EvaluationPlan,
): LearnedState {
  const boundary = weeklyBoundary(decision);
  const past = decisionsLearnedFrom(boundary, plan);
  return learn({
    history: market.learnedFrom(decision),
    horizonsBars: plan.horizonsHours,
    members: members
      .filter(({ failedWeeks }) => !failedWeeks.has(boundary))
      .map(({ model, learned }) => ({ model, forecasts: past.flatMap((at) => learned.get(at) ?? []) })),
  });
}

function issuedRows(
  market: RecordedMarket,
  members: readonly Member[],
  state: LearnedState,
  decision: EpochMs,
  plan: EvaluationPlan,
): IssuedRow[] {
  const loaded = market.loadedAt(decision);
  const baselines: BaselineAnswer[][] = baselineForecasts(loaded, plan.horizonsHours);
  const moves = presentMoves(loaded);
  return plan.horizonsHours.map((horizonHours, i) => {
    const forecast = combine({
      cutoff: decision,
      horizonHours,
      members: members.map((member) => answerOf(member, decision, horizonHours)),
      baselines: baselines[i],
      learned: state.horizons.find(({ horizonBars }) => horizonBars === horizonHours) ?? null,
      moves,
    });
    return {
      decision,
      horizonHours,
      basePrice: loaded.close[loaded.length - 1],
      outcome: outcome(market.history, decision, horizonHours),
      refusedReason: null,
      forecast,
      combined: combinedOf(forecast),
    };
  });
}

function answerOf({ model, version, answers }: Member, decision: EpochMs, horizonHours: number): MemberAnswer {
  const answer = answers.get(decision)?.find(({ horizonBars }) => horizonBars === horizonHours);
  if (!answer) throw new RangeError(`${model} was not walked over ${new Date(decision).toISOString()}`);
  return { model, version, quantiles: answer.quantiles, droppedReason: answer.reason };
}

function combinedOf({ members }: PublishedForecast): Float64Array {
  return averageQuantiles(members.flatMap(({ quantiles, weight }) => (quantiles ? [{ quantiles, weight }] : [])));
}

function refusedRows(
  market: RecordedMarket,
  decision: EpochMs,
  refusedReason: string,
  plan: EvaluationPlan,
): IssuedRow[] {
  const { history } = market;
  const basePrice = history.close[(decision - history.firstOpenTime) / history.barMs - 1] ?? Number.NaN;
  return plan.horizonsHours.map((horizonHours) => ({
    decision,
    horizonHours,
    basePrice,
    outcome: outcome(history, decision, horizonHours),
    refusedReason,
    forecast: null,
    combined: null,
  }));
}
