/**
 * Whether a candidate recipe replaces the one that runs: a rule that was written down before any candidate was looked at
 * (ADR 13, METHODS §12). Refits of one recipe are no promotions and do not come here.
 */
import type { EpochMs } from '../market/candles.ts';
import { WEEK_MS } from '../market/week.ts';
import type { Rng } from '../numeric/random.ts';
import { bootstrapped, type Estimate } from '../scoring/block-bootstrap.ts';
import { type Bet, BettingRecord } from '../scoring/evidence.ts';
import { skill } from '../scoring/skill.ts';
import type { Span } from '../scoring/streams.ts';

/** Two recipes' forecasts of one decision and horizon, both calibrated and tilted, whose outcome is known. */
export interface PairedForecast extends Span {
  readonly horizonHours: number;
  /** CRPS of what runs and of the candidate. */
  readonly running: number;
  readonly candidate: number;
  /** `crpsBound` of the two, known at issue. */
  readonly bound: number;
}

export interface Candidacy {
  /** Walk-forward over history with every choice rolling, ascending by `issuedAt` at each horizon. */
  readonly backtest: readonly PairedForecast[];
  /** Releases beside which the candidate ran as a shadow, ascending by `issuedAt` at each horizon. */
  readonly shadow: readonly PairedForecast[];
}

export interface PromotionAtHorizon {
  readonly horizonHours: number;
  /** Share of the running recipe's CRPS that the candidate saves in the backtest. */
  readonly gain: Estimate;
  readonly backtestDecisions: number;
  readonly shadowReleases: number;
  /** Highest that the evidence for "the candidate is worse" ever was in the shadow. */
  readonly worse: number;
}

export interface Promotion {
  readonly verdict: 'promote' | 'wait' | 'reject';
  /** One sentence per condition that does not hold; empty when all do. */
  readonly reasons: readonly string[];
  readonly horizons: readonly PromotionAtHorizon[];
}

/** A year of two decisions a day, less a month of gaps. */
export const FEWEST_BACKTEST_DECISIONS = 670;
export const FEWEST_SHADOW_RELEASES = 60;
export const WORSE_PROVEN_AT = 20;
const DRAWS = 2_000;

/**
 * Promote: in the backtest the candidate saves CRPS at one horizon at least (95 % interval above 0) and costs none at any;
 * and in 60 shadow releases the evidence that it is worse stayed below 20 at every horizon. Wait: nothing speaks against
 * it but the shadow is too short. Throws nothing; without pairs it is rejected.
 *
 * @example judgePromotion({ backtest, shadow }, Rng.seeded('promotion')).verdict
 */
export function judgePromotion({ backtest, shadow }: Candidacy, rng: Rng): Promotion {
  const hours = [...new Set([...backtest, ...shadow].map(({ horizonHours }) => horizonHours))].sort((a, b) => a - b);
  const horizons = hours.map((horizonHours) => {
    const of = (pairs: readonly PairedForecast[]) => pairs.filter((pair) => pair.horizonHours === horizonHours);
    return atHorizon(horizonHours, of(backtest), of(shadow), rng.fork(`promotion:${horizonHours}`));
  });
  const against = objections(horizons);
  const unfinished = horizons.flatMap(({ horizonHours, shadowReleases }) =>
    shadowReleases < FEWEST_SHADOW_RELEASES
      ? [`${horizonHours} h: ${shadowReleases} of ${FEWEST_SHADOW_RELEASES} shadow releases are resolved`]
      : [],
  );
  const verdict = against.length > 0 ? 'reject' : unfinished.length > 0 ? 'wait' : 'promote';
  return { verdict, reasons: against.length > 0 ? against : unfinished, horizons };
}

export interface DemotionAtHorizon {
  readonly horizonHours: number;
  readonly shadowReleases: number;
  /** Highest that the evidence for "what runs is worse than what it replaced" ever was. */
  readonly worse: number;
}

export interface Demotion {
  readonly verdict: 'demote' | 'keep';
  readonly reasons: readonly string[];
  readonly horizons: readonly DemotionAtHorizon[];
}

/**
 * Whether a promoted recipe gives its place back. What it replaced goes on beside it as `candidate` of the pairs; once what runs is
 * proven worse than that at any horizon it goes, however young it is.
 *
 * @example judgeDemotion(pairs).verdict // 'keep'
 */
export function judgeDemotion(shadow: readonly PairedForecast[]): Demotion {
  const horizons = [...Map.groupBy(shadow, ({ horizonHours }) => horizonHours)]
    .sort(([a], [b]) => a - b)
    .map(([horizonHours, pairs]) => ({
      horizonHours,
      shadowReleases: releasesOf(pairs),
      worse: highest(pairs.map(({ candidate, running, ...pair }) => ({ ...pair, difference: running - candidate }))),
    }));
  const reasons = horizons.flatMap(({ horizonHours, worse }) =>
    worse >= WORSE_PROVEN_AT
      ? [`${horizonHours} h: what was promoted is proven worse than what it replaced (evidence ${worse.toFixed(0)})`]
      : [],
  );
  return { verdict: reasons.length > 0 ? 'demote' : 'keep', reasons, horizons };
}

function releasesOf(pairs: readonly PairedForecast[]): number {
  return new Set(pairs.map(({ issuedAt }) => issuedAt)).size;
}

function atHorizon(
  horizonHours: number,
  backtest: readonly PairedForecast[],
  shadow: readonly PairedForecast[],
  rng: Rng,
): PromotionAtHorizon {
  return {
    horizonHours,
    gain: gainOf(backtest, rng),
    backtestDecisions: backtest.length,
    shadowReleases: releasesOf(shadow),
    worse: highestWorse(shadow),
  };
}

function gainOf(pairs: readonly PairedForecast[], rng: Rng): Estimate {
  if (pairs.length === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const candidate = Float64Array.from(pairs, (pair) => pair.candidate);
  const running = Float64Array.from(pairs, (pair) => pair.running);
  return bootstrapped([candidate, running], ([own, base]) => skill(own, base), {
    blockRows: rowsOfAWeek(pairs.map(({ issuedAt }) => issuedAt)),
    draws: DRAWS,
    rng,
  });
}

function rowsOfAWeek(issued: readonly EpochMs[]): number {
  const span = issued[issued.length - 1] - issued[0];
  return span > 0 ? Math.max(1, Math.round((WEEK_MS * (issued.length - 1)) / span)) : 1;
}

/** A process that was high once has said so, whatever came afterwards. */
function highestWorse(pairs: readonly PairedForecast[]): number {
  return highest(pairs.map(({ candidate, running, ...pair }) => ({ ...pair, difference: candidate - running })));
}

function highest(bets: readonly Bet[]): number {
  const record = new BettingRecord();
  return bets.reduce((most, bet) => {
    record.add(bet);
    return Math.max(most, record.evidence);
  }, record.evidence);
}

function objections(horizons: readonly PromotionAtHorizon[]): string[] {
  const each = horizons.flatMap(({ horizonHours, gain, backtestDecisions, worse }) => [
    ...(backtestDecisions < FEWEST_BACKTEST_DECISIONS
      ? [`${horizonHours} h: the backtest has ${backtestDecisions} decisions, ${FEWEST_BACKTEST_DECISIONS} are needed`]
      : []),
    ...(gain.value < 0 ? [`${horizonHours} h: in the backtest it costs ${percent(-gain.value)} % of CRPS`] : []),
    ...(worse >= WORSE_PROVEN_AT
      ? [
          `${horizonHours} h: as a shadow it was proven worse (evidence ${worse.toFixed(0)}, ${WORSE_PROVEN_AT} is proof)`,
        ]
      : []),
  ]);
  const wins = horizons.some(({ gain }) => gain.low > 0);
  return wins ? each : ['no horizon: the backtest shows no gain whose 95 % interval is above 0', ...each];
}

/** Two digits that say something: most recipes differ by thousandths of a percent. */
const percent = (share: number) => (100 * share).toPrecision(2);
