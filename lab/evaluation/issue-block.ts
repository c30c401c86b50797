/** The releases of one block: learn at each week's boundary, combine at each decision, as the release's steps do. */
import { presentMoves } from '../../domain/calibration/past-moves.ts';
import { averageQuantiles } from '../../domain/ensemble/average.ts';
import { type BaselineAnswer, combine, type MemberAnswer } from '../../domain/ensemble/combine.ts';
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import { type Recipe, recipeOf } from '../../domain/ensemble/recipe.ts';
import { type EpochMs, FIVE_MINUTES_MS, HOUR_MS } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import { detectRegime } from '../../domain/regime/detect.ts';
import type { RegimeVerdict } from '../../domain/regime/regime.ts';
import { outcome } from '../../domain/scoring/outcome.ts';
import { triggeredForecasts } from '../../domain/triggered/forecast.ts';
import type { IssuedRow } from './issued-row.ts';
import { LearnedWeeks, type Week } from './learned-weeks.ts';
import { NeighbourForecasts } from './neighbours.ts';
import { type EvaluationPlan, horizonsBarsOf, referenceOf, TRIGGERED } from './plan.ts';
import type { RecordedMarket } from './recorded-market.ts';
import { refusedRows } from './refused-rows.ts';
import { TouchRecord } from './touches.ts';
import type { WalkedBlock } from './walk-member.ts';
import { answerOf, type Member, membersOf } from './walked-members.ts';

/** `walked`: every member's blocks behind this one, its own included. */
export function issueBlock(
  market: RecordedMarket,
  walked: readonly WalkedBlock[],
  decisions: readonly EpochMs[],
  plan: EvaluationPlan,
): IssuedRow[] {
  const members = membersOf(walked, plan);
  const hourly = plan.barMs === HOUR_MS ? hourlyLooks(market, decisions) : null;
  const triggers = plan.slots.includes(TRIGGERED) ? market.triggers : [];
  const planned = new LearnedWeeks({ market, members, plan, triggers: null });
  const triggered = new LearnedWeeks({ market, members, plan, triggers });
  const isTrigger = new Set(triggers);
  return decisions.flatMap((decision) => {
    const refusedReason = market.refusalAt(decision);
    if (refusedReason !== null) return refusedRows(market, decision, refusedReason, plan);
    const week = (isTrigger.has(decision) ? triggered : planned).of(decision);
    return issuedRows({ market, members, hourly, plan }, week, decision);
  });
}

/** What the releases of a block share. */
interface Releases {
  readonly market: RecordedMarket;
  readonly members: readonly Member[];
  /** Null on other bars than hours. */
  readonly hourly: HourlyLooks | null;
  readonly plan: EvaluationPlan;
}

/** What is looked at beside the forecasts. */
interface HourlyLooks {
  readonly touches: TouchRecord;
  readonly neighbours: NeighbourForecasts;
}

function hourlyLooks({ history }: RecordedMarket, decisions: readonly EpochMs[]): HourlyLooks {
  const neighbours = new NeighbourForecasts(history, decisions[0], decisions[decisions.length - 1]);
  return { touches: new TouchRecord(history), neighbours };
}

function issuedRows({ market, members, hourly, plan }: Releases, week: Week, decision: EpochMs): IssuedRow[] {
  const loaded = market.loadedAt(decision);
  const regime = week.regime ? detectRegime(loaded, week.regime, null).verdict : null;
  const horizonsBars = horizonsBarsOf(plan);
  const recipe = recipeOf(plan);
  const answers = (horizonBars: number) => members.map((member) => answerOf(member, decision, horizonBars));
  const published =
    plan.barMs === FIVE_MINUTES_MS
      ? triggeredForecasts({
          history: loaded,
          horizonsBars,
          members: answers,
          learned: week.state,
          recipe,
        })
      : plannedForecasts(
          { history: loaded, horizonsHours: plan.horizonsHours, members: answers, regime, recipe },
          week,
        );
  const touches = hourly?.touches.at(decision, loaded, published, plan.seed);
  const similar = hourly?.neighbours.at(decision, plan.horizonsHours);
  return published.map((forecast, i) => ({
    decision,
    horizonHours: forecast.horizonHours,
    basePrice: loaded.close[loaded.length - 1],
    outcome: outcome(market.history, decision, horizonsBars[i]),
    refusedReason: null,
    forecast,
    combined: combinedOf(forecast),
    regime,
    neighbours: similar?.[i] ?? null,
    reference: forecast.baselines.find(({ name }) => name === referenceOf(plan))?.quantiles ?? null,
    touches: touches?.[i] ?? [],
  }));
}

interface Planned {
  readonly history: History;
  readonly horizonsHours: readonly number[];
  readonly members: (horizonBars: number) => MemberAnswer[];
  readonly regime: RegimeVerdict | null;
  readonly recipe: Recipe;
}

/** On hours, where a horizon of so many hours is one of so many bars. */
function plannedForecasts(
  { history, horizonsHours, members, regime, recipe }: Planned,
  { state }: Week,
): PublishedForecast[] {
  const baselines: BaselineAnswer[][] = baselineForecasts(history, horizonsHours);
  const moves = presentMoves(history);
  return horizonsHours.map((horizonHours, i) =>
    combine({
      cutoff: history.cutoff,
      horizonHours,
      members: members(horizonHours),
      baselines: baselines[i],
      learned: state.horizons.find(({ horizonBars }) => horizonBars === horizonHours) ?? null,
      moves,
      regime: regime?.regime,
      recipe,
    }),
  );
}

function combinedOf({ members }: PublishedForecast): Float64Array {
  return averageQuantiles(members.flatMap(({ quantiles, weight }) => (quantiles ? [{ quantiles, weight }] : [])));
}
