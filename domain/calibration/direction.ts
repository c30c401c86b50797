/**
 * Which way, and whether to believe it: a regression of the sign of coming returns on past moves, and a rolling record of
 * what it would have been worth. Direction is close to unpredictable; what there is, is a few tenths of a percent to a
 * percent and a half of Brier skill at 4 hours, and next to nothing at 24 (docs/FORECASTS.md).
 */
import { DAY_MS, type EpochMs } from '../market/candles.ts';
import { type History, logReturns } from '../market/history.ts';
import { WEEK_MS, weeklyBoundary } from '../market/week.ts';
import { NormalEquations } from '../models/linear-regression.ts';
import { brier } from '../scoring/brier.ts';
import { BettingRecord, brierBound } from '../scoring/evidence.ts';
import { isUp } from '../scoring/outcome.ts';
import { PAST_MOVES, PastMoves } from './past-moves.ts';
import { RisingShare } from './rising-share.ts';

/** What is believed about direction at one horizon on one Monday. */
export interface Direction {
  /** Change of p_up per past move, shape (9). */
  readonly coefficients: readonly number[];
  /** Share of that change that its own past forecasts bore out, 0 … 1. */
  readonly slope: number;
  /** ln E of p_up so changed against the base rate (METHODS §7, Brier), over those past forecasts. */
  readonly logEvidence: number;
}

/** Nothing is known: up is as likely as it was. */
export const NO_DIRECTION: Direction = { coefficients: [], slope: 0, logEvidence: 0 };

const WINDOW_MS = 365 * DAY_MS;
/** Fewest rows that a regression is made from: a quarter of a year. */
const FEWEST_ROWS = 2_160;
const RIDGE = 0.08;
/** A past forecast is looked at every so many bars. */
const STEP_BARS = 4;
/** Variance of a fair coin: the noise around a probability. */
const COIN_VARIANCE = 0.25;

/**
 * What was believed on each Monday of a history and at its cutoff (itself a Monday), ascending: estimated on returns
 * resolved by then, judged by what earlier Mondays' beliefs said of the weeks that followed them.
 *
 * @example directionsOf(history, 4).get(history.cutoff)?.logEvidence
 */
export function directionsOf(history: History, horizonBars: number, moves: PastMoves): Map<EpochMs, Direction> {
  const walk = new DirectionWalk(history, horizonBars, moves);
  const beliefs = new Map<EpochMs, Direction>();
  const firstMonday = weeklyBoundary(history.firstOpenTime + WEEK_MS);
  for (let monday = firstMonday; monday <= history.cutoff; monday += WEEK_MS) {
    beliefs.set(monday, walk.learn(monday));
    walk.judge(monday);
  }
  return beliefs;
}

/** Share of the base rate's distance from a half that is taken for chance: a year of half-day returns tells it to two points. */
const CHANCE_SHARE = 0.5;

/** What past moves, and doubt in the base rate, add to it. `moves`: shape (9). */
export function leanOf({ coefficients }: Direction, moves: ArrayLike<number>, baseRate: number): number {
  return coefficients.reduce((sum, coefficient, k) => sum + coefficient * moves[k], CHANCE_SHARE * (0.5 - baseRate));
}

/** Whether the record so far speaks for it, so that p_up leaves the base rate (METHODS §3). */
export function leans({ slope }: Direction): boolean {
  return slope > 0;
}

const PROVEN = Math.log(20);

/** Whether it is proven better than the base rate (METHODS §7), so that a card may rest on it. */
export function isProven({ slope, logEvidence }: Direction): boolean {
  return slope > 0 && logEvidence >= PROVEN;
}

/** A forecast of the past, until its outcome counts. */
interface Pending {
  readonly issuedAt: EpochMs;
  readonly resolvedAt: EpochMs;
  readonly lean: number;
  readonly baseRate: number;
  readonly up: boolean;
  readonly leaned: number;
}

class DirectionWalk {
  readonly #history: History;
  readonly #horizonBars: number;
  readonly #returns: Float64Array;
  readonly #moves: PastMoves;
  readonly #rising: RisingShare;
  readonly #sums = new NormalEquations(1 + PAST_MOVES);
  readonly #weeks: NormalEquations[] = [];
  readonly #record = new BettingRecord();
  #pending: Pending[] = [];
  #covariance = 0;
  #variance = COIN_VARIANCE;
  #believed: Direction = NO_DIRECTION;
  #resolvedBars = 0;

  constructor(history: History, horizonBars: number, moves: PastMoves) {
    this.#history = history;
    this.#horizonBars = horizonBars;
    this.#returns = logReturns(history, horizonBars);
    this.#moves = moves;
    this.#rising = new RisingShare(this.#returns, WINDOW_MS / history.barMs);
  }

  /** Takes in what was resolved by a Monday. */
  learn(monday: EpochMs): Direction {
    this.#addWeek(monday);
    this.#settle(monday);
    if (this.#sums.rows < FEWEST_ROWS) return NO_DIRECTION;
    const coefficients = this.#sums.solve(RIDGE).slice(1);
    const slope = Math.min(1, Math.max(0, this.#covariance / this.#variance));
    this.#believed = { coefficients, slope, logEvidence: Math.log(this.#record.evidence) };
    return this.#believed;
  }

  /** Forecasts of the week that follows, kept until they resolve. */
  judge(monday: EpochMs): void {
    if (this.#believed.coefficients.length === 0) return;
    const row = new Float64Array(PAST_MOVES);
    const first = this.#barClosingAt(monday);
    const last = Math.min(first + WEEK_MS / this.#history.barMs, this.#history.length - this.#horizonBars);
    for (let bar = first; bar < last; bar += STEP_BARS) {
      const baseRate = this.#rising.at(bar);
      const coming = this.#returns[bar + this.#horizonBars];
      if (Number.isNaN(coming) || Number.isNaN(baseRate)) continue;
      this.#moves.write(bar, row);
      const lean = leanOf(this.#believed, row, baseRate);
      const leaned = baseRate + this.#believed.slope * lean;
      const issuedAt = this.#closeOf(bar);
      const resolvedAt = this.#closeOf(bar + this.#horizonBars);
      this.#pending.push({ issuedAt, resolvedAt, lean, baseRate, up: isUp(coming), leaned });
    }
  }

  #addWeek(monday: EpochMs): void {
    const { length } = this.#history;
    const week = new NormalEquations(1 + PAST_MOVES);
    const row = new Float64Array(1 + PAST_MOVES);
    row[0] = 1;
    const end = Math.min(this.#barClosingAt(monday) + 1, length);
    for (let resolved = Math.max(this.#resolvedBars, this.#horizonBars); resolved < end; resolved++) {
      const move = this.#returns[resolved];
      if (Number.isNaN(move)) continue;
      this.#moves.write(resolved - this.#horizonBars, row, 1);
      week.add(row, isUp(move) ? 1 : 0);
    }
    this.#resolvedBars = end;
    this.#weeks.push(week);
    this.#sums.merge(week, 1);
    const gone = this.#weeks.length > WINDOW_MS / WEEK_MS ? this.#weeks.shift() : undefined;
    if (gone) this.#sums.merge(gone, -1);
  }

  /** Posterior mean of the slope under a N(0, 1) prior; forecasts that overlap share one place in the sums. */
  #settle(monday: EpochMs): void {
    const share = Math.min(1, STEP_BARS / this.#horizonBars);
    for (const past of this.#pending) {
      if (past.resolvedAt > monday) continue;
      const { lean, baseRate, up, leaned } = past;
      this.#covariance += share * lean * ((up ? 1 : 0) - baseRate);
      this.#variance += share * lean ** 2;
      const difference = brier(baseRate, up) - brier(leaned, up);
      this.#record.add({ ...past, difference, bound: brierBound(leaned, baseRate) });
    }
    this.#pending = this.#pending.filter(({ resolvedAt }) => resolvedAt > monday);
  }

  #barClosingAt(at: EpochMs): number {
    return Math.round((at - this.#history.firstOpenTime) / this.#history.barMs) - 1;
  }

  #closeOf(bar: number): EpochMs {
    return this.#history.firstOpenTime + (bar + 1) * this.#history.barMs;
  }
}
