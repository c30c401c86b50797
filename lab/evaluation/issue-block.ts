/** The releases of one block: learn at each week's boundary, combine at each decision, as the release's steps do. */
import { presentMoves } from '../../domain/calibration/past-moves.ts';
import { averageQuantiles } from '../../domain/ensemble/average.ts';
import { type BaselineAnswer, combine, type MemberAnswer } from '../../domain/ensemble/combine.ts';
import { learn } from '../../domain/ensemble/learn.ts';
import type { LearnedState } from '../../domain/ensemble/learned-state.ts';
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { ShareRule } from '../../domain/ensemble/shares.ts';
import type { History } from '../../domain/market/history.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import { climatologyQuantiles } from '../../domain/models/climatology.ts';
import { isNotEnough, type NotEnough } from '../../domain/models/model.ts';
import { MODELS } from '../../domain/models/registry.ts';
import { detectRegime, estimateRegime, regimeSeries } from '../../domain/regime/detect.ts';
import type { RegimeParameters } from '../../domain/regime/parameters.ts';
import type { Regime } from '../../domain/regime/regime.ts';
import { outcome } from '../../domain/scoring/outcome.ts';
import { NeighbourForecasts } from './neighbours.ts';
import { decisionsLearnedFrom, type EvaluationPlan } from './plan.ts';
import type { RecordedMarket } from './recorded-market.ts';
import { type Touch, TouchRecord } from './touches.ts';
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
  readonly regime: Regime | null;
  /** What followed the similar windows that a release would show; shape (103), null where there are none. */
  readonly neighbours: Float64Array | null;
  /** What stands in for a refused decision when all slots are counted (METHODS §8); null where even it cannot be told. */
  readonly climatology: ArrayLike<number> | null;
  /** None when the decision was refused, or a bar of the span is missing. */
  readonly touches: readonly Touch[];
}

/** `walked`: every member's blocks behind this one, its own included. */
export function issueBlock(
  market: RecordedMarket,
  walked: readonly WalkedBlock[],
  decisions: readonly EpochMs[],
  plan: EvaluationPlan,
): IssuedRow[] {
  const members = membersOf(walked);
  const record = new TouchRecord(market.history);
  const neighbours = new NeighbourForecasts(market.history, decisions[0], decisions[decisions.length - 1]);
  let week: Week | null = null;
  return decisions.flatMap((decision) => {
    const refusedReason = market.refusalAt(decision);
    if (refusedReason !== null) return refusedRows(market, decision, refusedReason, plan);
    if (week?.state.boundary !== weeklyBoundary(decision)) week = learnFor(market, members, decision, plan);
    return issuedRows({ market, members, record, neighbours, plan }, week, decision);
  });
}

/** What the releases of a block share. */
interface Releases {
  readonly market: RecordedMarket;
  readonly members: readonly Member[];
  readonly record: TouchRecord;
  readonly neighbours: NeighbourForecasts;
  readonly plan: EvaluationPlan;
}

/** What a week's releases share. */
interface Week {
  readonly state: LearnedState;
  readonly regime: RegimeParameters;
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

function learnFor(market: RecordedMarket, members: readonly Member[], decision: EpochMs, plan: EvaluationPlan): Week {
  const history = market.learnedFrom(decision);
  const boundary = weeklyBoundary(decision);
  const past = decisionsLearnedFrom(boundary, plan);
  const regime = estimateRegime(history);
  const state = learn({
    history,
    horizonsBars: plan.horizonsHours,
    members: members
      .filter(({ failedWeeks }) => !failedWeeks.has(boundary))
      .map(({ model, learned }) => ({ model, forecasts: past.flatMap((at) => learned.get(at) ?? []) })),
    shares: shareRuleOf(plan, history, regime, past),
  });
  return { state, regime };
}

function issuedRows(
  { market, members, record, neighbours, plan }: Releases,
  week: Week,
  decision: EpochMs,
): IssuedRow[] {
  const loaded = market.loadedAt(decision);
  const baselines: BaselineAnswer[][] = baselineForecasts(loaded, plan.horizonsHours);
  const moves = presentMoves(loaded);
  const similar = neighbours.at(decision, plan.horizonsHours);
  const { regime } = detectRegime(loaded, week.regime, null).verdict;
  const published = plan.horizonsHours.map((horizonHours, i) =>
    combine({
      cutoff: decision,
      horizonHours,
      members: members.map((member) => answerOf(member, decision, horizonHours)),
      baselines: baselines[i],
      learned: week.state.horizons.find(({ horizonBars }) => horizonBars === horizonHours) ?? null,
      moves,
      regime,
    }),
  );
  const touches = record.at(decision, loaded, published, plan.seed);
  return published.map((forecast, i) => ({
    decision,
    horizonHours: forecast.horizonHours,
    basePrice: loaded.close[loaded.length - 1],
    outcome: outcome(market.history, decision, forecast.horizonHours),
    refusedReason: null,
    forecast,
    combined: combinedOf(forecast),
    regime,
    neighbours: similar[i],
    climatology: forecast.baselines.find(({ name }) => name === 'climatology')?.quantiles ?? null,
    touches: touches[i],
  }));
}

/** The regimes of past decisions as this week's parameters name them. */
function shareRuleOf(
  { shares = 'own' }: EvaluationPlan,
  history: History,
  parameters: RegimeParameters,
  decisions: readonly EpochMs[],
): ShareRule {
  if (shares !== 'by-regime') return shares;
  const barOf = (decision: EpochMs) => (decision - history.firstOpenTime) / history.barMs - 1;
  const from = Math.max(0, barOf(decisions[0]));
  const verdicts = regimeSeries(history, parameters, from);
  const known = decisions.filter((decision) => barOf(decision) >= from);
  return { byRegime: new Map(known.map((decision) => [decision, verdicts[barOf(decision) - from].regime])) };
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
  const loaded = market.loadedAt(decision);
  return plan.horizonsHours.map((horizonHours) => ({
    decision,
    horizonHours,
    basePrice,
    outcome: outcome(history, decision, horizonHours),
    refusedReason,
    forecast: null,
    combined: null,
    regime: null,
    neighbours: null,
    climatology: orNull(climatologyQuantiles(loaded, horizonHours)),
    touches: [],
  }));
}

function orNull<T>(answer: T | NotEnough): T | null {
  return isNotEnough(answer) ? null : answer;
}
