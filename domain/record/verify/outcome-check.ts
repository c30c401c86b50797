import { outcomeProblem, outcomeProblemOnCandles } from '../../ledger/check-outcome.ts';
import { type CommittedRelease, longestHorizon, settledAt } from '../../ledger/committed-release.ts';
import { type OutcomeBody, outcomeKey } from '../../ledger/outcome-entry.ts';
import { type Candles, DAY_MS, type EpochMs, HOUR_MS, sliceCandles } from '../../market/candles.ts';
import { historyAt } from '../../market/history.ts';
import { firstAbove } from '../../numeric/ordered-search.ts';
import type { CheckName, Flaws, Place } from './flaw.ts';
import { momentOf } from './members.ts';
import type { ReadEntry } from './read-entry.ts';

/** Hourly candles of a symbol from somebody else; null where there are none. */
export type Prices = (symbol: string) => Candles | null;

export interface OutcomeCount {
  /** Every score of these was computed anew. */
  readonly rescored: number;
  /** Of those, the outcome itself was made anew from candles. */
  readonly repriced: number;
  /** Horizons of published releases whose outcome is still to come. */
  readonly pending: number;
}

/** A planned release whose outcome is not there by then has been left without one. */
const OUTCOME_WITHIN_DAYS = 14;

/** How far candles must reach back for the scenarios of the longest horizon: their climatology takes a year. */
const REACH_BACK_MS = 367 * DAY_MS;

interface OpenRelease extends Place {
  readonly key: string;
  readonly release: CommittedRelease;
  readonly hash: string;
  readonly left: Set<number>;
}

/** Every outcome follows from its release: each price, return and score, and with candles all of it. */
export class OutcomeCheck {
  readonly #flaws: Flaws;
  readonly #prices: Prices;
  /** Those with outcomes to come: few, whatever the length of the chain. */
  readonly #open = new Map<string, OpenRelease>();
  #rescored = 0;
  #repriced = 0;

  constructor(flaws: Flaws, prices: Prices) {
    this.#flaws = flaws;
    this.#prices = prices;
  }

  /** A published one that does not contradict itself. */
  addRelease({ line, sequence, key, hash, body }: ReadEntry): void {
    const release = body.value as unknown as CommittedRelease;
    const left = new Set(release.forecasts.map(({ horizonHours }) => horizonHours));
    if (left.size > 0) this.#open.set(key, { line, sequence, key, hash, release, left });
  }

  addOutcome(entry: ReadEntry): void {
    const open = this.#open.get(String(entry.body.value.releaseId));
    if (open === undefined) return this.#flaws.add('outcome', entry, 'no release before it waits for this outcome');
    const body = entry.body.value as unknown as OutcomeBody;
    const found = formProblem(entry, body, open) ?? this.#valueProblem(body, open, entry.body.bytes);
    if (found !== null) this.#flaws.add(found.check, entry, found.problem);
    open.left.delete(body.horizonHours);
    if (open.left.size === 0) this.#open.delete(open.key);
  }

  /** `overdue` takes what has not come in time. */
  end(exportedAt: EpochMs, overdue: Flaws): OutcomeCount {
    let pending = 0;
    for (const open of this.#open.values()) {
      for (const horizon of open.left) checkOverdue(open, horizon, exportedAt, overdue);
      pending += open.left.size;
    }
    return { rescored: this.#rescored, repriced: this.#repriced, pending };
  }

  #valueProblem(
    body: OutcomeBody,
    { release, hash }: OpenRelease,
    bytes: Uint8Array,
  ): { check: CheckName; problem: string } | null {
    try {
      const problem = outcomeProblem(body, release, hash, bytes);
      if (problem !== null) return { check: 'score', problem };
      this.#rescored++;
      const priced = this.#problemOnCandles(body, release);
      return priced === null ? null : { check: 'candles', problem: `by the candles given ${priced}` };
    } catch (failure) {
      // Members that are absent, or of another type than an outcome has.
      if (failure instanceof TypeError || failure instanceof RangeError) {
        return { check: 'outcome', problem: `it cannot be read: ${failure.message}` };
      }
      throw failure;
    }
  }

  #problemOnCandles(body: OutcomeBody, release: CommittedRelease): string | null {
    const all = this.#prices(release.symbol);
    const cutoff = Date.parse(release.cutoff);
    const end = settledAt(release, body.horizonHours);
    const reachBackMs = body.horizonHours === longestHorizon(release) ? REACH_BACK_MS : 0;
    if (all === null || all.openTime[0] > cutoff - reachBackMs) return null;
    if ((all.openTime.at(-1) ?? 0) + all.barMs < end) return null;
    const candles = sliceCandles(all, firstAbove(all.openTime, cutoff - 1), firstAbove(all.openTime, end - 1));
    const before = sliceCandles(
      all,
      firstAbove(all.openTime, cutoff - reachBackMs),
      firstAbove(all.openTime, cutoff - 1),
    );
    this.#repriced++;
    return outcomeProblemOnCandles(body, release, { candles, history: historyAt(before, cutoff) });
  }
}

function checkOverdue(
  { release, line, sequence }: OpenRelease,
  horizonHours: number,
  exportedAt: EpochMs,
  overdue: Flaws,
): void {
  const due = settledAt(release, horizonHours) + OUTCOME_WITHIN_DAYS * DAY_MS;
  if (release.stream !== 'planned' || due >= exportedAt) return;
  const problem = `its outcome has been due for more than ${OUTCOME_WITHIN_DAYS} days`;
  overdue.add('completeness', { line, sequence, key: outcomeKey(release.releaseId, horizonHours) }, problem);
}

function formProblem(
  { key, committedAt }: ReadEntry,
  body: OutcomeBody,
  { release, left }: OpenRelease,
): { check: CheckName; problem: string } | null {
  const { horizonHours } = body;
  if (!left.has(horizonHours)) {
    return { check: 'outcome', problem: `its release has no open forecast of ${String(horizonHours)} h` };
  }
  if (key !== outcomeKey(release.releaseId, horizonHours))
    return { check: 'outcome', problem: 'its key names another one' };
  const target = Date.parse(release.cutoff) + horizonHours * HOUR_MS;
  if (momentOf(body.targetTime) !== target) return { check: 'outcome', problem: 'its target is another moment' };
  if (committedAt < settledAt(release, horizonHours))
    return { check: 'time', problem: 'it was known before it happened' };
  const longest = horizonHours === longestHorizon(release);
  const told = body.status === (body.logReturn === null ? 'void' : 'resolved') && (body.scenarios === null || longest);
  return told ? null : { check: 'outcome', problem: 'its status is not what it says' };
}
