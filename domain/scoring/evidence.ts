/**
 * Anytime-valid evidence that one forecaster is better than another (METHODS §7): a wealth process that bets on the
 * loss differences (Henzi & Ziegel 2022; Waudby-Smith & Ramdas 2024). Under "never better on average, at any issue" its
 * expectation is at most 1, however often somebody looks.
 */
import type { EpochMs } from '../market/candles.ts';
import { CRPS_LEVEL_INDEXES, LEVELS } from '../numeric/levels.ts';
import { joinStream, type Span } from './streams.ts';

/** One issued pair of forecasts whose outcome is known. */
export interface Bet extends Span {
  /** Loss of the base minus our loss. */
  readonly difference: number;
  /** Known at issue, bounds |difference|; 0 when both forecasts are the same. */
  readonly bound: number;
}

/** λ = 0.025, 0.05 … 0.975. */
const STAKES: readonly number[] = Array.from({ length: 39 }, (_, i) => (i + 1) / 40);

interface Stream {
  resolvedAt: EpochMs;
  readonly logWealth: Float64Array;
}

/**
 * Bets as they come, ascending by `issuedAt`. Overlapping ones go to separate streams: each joins the first whose last
 * bet has resolved.
 */
export class BettingRecord {
  readonly #streams: Stream[] = [];

  add(bet: Bet): void {
    place(bet, joinStream(this.#streams, bet, opened));
  }

  /** Mean over the streams; 1 without a bet. */
  get evidence(): number {
    if (this.#streams.length === 0) return 1;
    return this.#streams.reduce((sum, stream) => sum + wealth(stream), 0) / this.#streams.length;
  }
}

/** E of the bets, ascending by `issuedAt`. */
export function evidence(bets: readonly Bet[]): number {
  const record = new BettingRecord();
  for (const bet of bets) record.add(bet);
  return record.evidence;
}

/** Largest |Brier difference| that two probabilities of one event can have: the `bound` of a bet on them. */
export function brierBound(p: number, base: number): number {
  return Math.abs(p - base) * Math.max(p + base, 2 - p - base);
}

/**
 * Largest |CRPS difference| that two forecasts can have, whatever the outcome: the mean over 0.01 … 0.99 of
 * 2·max(τ, 1 − τ)·|Δq|. Both of shape (103) on LEVELS; in the unit of the outcome.
 *
 * @example crpsBound(ours.quantiles, theirs.quantiles)
 */
export function crpsBound(ours: ArrayLike<number>, base: ArrayLike<number>): number {
  const sum = CRPS_LEVEL_INDEXES.reduce((total, i) => {
    const level = LEVELS[i];
    return total + 2 * Math.max(level, 1 - level) * Math.abs(ours[i] - base[i]);
  }, 0);
  return sum / CRPS_LEVEL_INDEXES.length;
}

function opened(): Stream {
  return { resolvedAt: 0, logWealth: new Float64Array(STAKES.length) };
}

function place(bet: Bet, stream: Stream): void {
  if (bet.bound === 0) return;
  const gain = bet.difference / bet.bound;
  for (let i = 0; i < STAKES.length; i++) stream.logWealth[i] += Math.log1p(STAKES[i] * gain);
}

function wealth(stream: Stream): number {
  return stream.logWealth.reduce((sum, log) => sum + Math.exp(log), 0) / STAKES.length;
}
