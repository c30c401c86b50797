/**
 * What may be claimed of a forecaster while everybody watches (METHODS §7): proven better once the evidence against each of the
 * baselines has reached 20; withdrawn when the evidence of the contrary, counted from that moment on, reaches 20 against any of
 * them; proven worse likewise. Forecasts whose outcome is not known yet count as lost: nobody gains by waiting.
 */
import type { EpochMs } from '../market/candles.ts';
import { joinStream } from './streams.ts';

export type Verdict = 'better' | 'unknown' | 'worse';

/** One forecast against every baseline at once, in the same order for each. `null`: its outcome is not known yet. */
export interface ClaimedForecast {
  readonly issuedAt: EpochMs;
  readonly resolvedAt: EpochMs;
  /** Loss of each baseline minus ours; null while nobody knows. */
  readonly differences: readonly number[] | null;
  /** What each difference can be at most, known at issue. */
  readonly bounds: readonly number[];
}

export interface Claim {
  readonly verdict: Verdict;
  /** Evidence that we are better, against the baseline that is hardest to beat; at the moment of the proof where there is one. */
  readonly better: number;
  readonly worse: number;
  /** When the verdict began to hold; null while nothing is known. */
  readonly since: EpochMs | null;
  /** Claims that did not hold. */
  readonly withdrawn: number;
  /** Forecasts with an outcome. */
  readonly decisions: number;
}

export const PROVEN_AT = 20;

const STAKES: readonly number[] = Array.from({ length: 39 }, (_, i) => (i + 1) / 40);

interface Stream {
  resolvedAt: EpochMs;
  readonly wealth: Float64Array;
  pending: boolean;
}

/** Bets on one difference, in streams; the sign says for whom. */
class Wager {
  readonly #streams: Stream[] = [];
  readonly #of = new Map<ClaimedForecast, Stream>();
  readonly #baseline: number;
  readonly #sign: 1 | -1;

  constructor(baseline: number, sign: 1 | -1) {
    this.#baseline = baseline;
    this.#sign = sign;
  }

  issue(forecast: ClaimedForecast): void {
    const resolvedAt = forecast.differences === null ? Number.POSITIVE_INFINITY : forecast.resolvedAt;
    const stream = joinStream(this.#streams, { issuedAt: forecast.issuedAt, resolvedAt }, opened);
    stream.pending = forecast.bounds[this.#baseline] > 0;
    this.#of.set(forecast, stream);
  }

  resolve(forecast: ClaimedForecast): void {
    const stream = this.#of.get(forecast);
    this.#of.delete(forecast);
    if (!stream?.pending || forecast.differences === null) return;
    stream.pending = false;
    const gain = (this.#sign * forecast.differences[this.#baseline]) / forecast.bounds[this.#baseline];
    STAKES.forEach((stake, i) => {
      stream.wealth[i] *= 1 + stake * gain;
    });
  }

  get evidence(): number {
    if (this.#streams.length === 0) return 1;
    return this.#streams.reduce((sum, stream) => sum + worst(stream), 0) / this.#streams.length;
  }
}

function opened(): Stream {
  return { resolvedAt: 0, wealth: new Float64Array(STAKES.length).fill(1), pending: false };
}

/** Mean over the stakes, with what is pending lost. */
function worst({ wealth, pending }: Stream): number {
  let sum = 0;
  for (let i = 0; i < STAKES.length; i++) sum += pending ? wealth[i] * (1 - STAKES[i]) : wealth[i];
  return sum / STAKES.length;
}

interface Event {
  readonly at: EpochMs;
  readonly forecast: ClaimedForecast;
  readonly known: boolean;
}

/** Against so many baselines, from the beginning or from a withdrawal on. */
function sides(baselines: number, sign: 1 | -1): Wager[] {
  return Array.from({ length: baselines }, (_, i) => new Wager(i, sign));
}

const least = (wagers: readonly Wager[]) => Math.min(...wagers.map(({ evidence }) => evidence));
const most = (wagers: readonly Wager[]) => Math.max(...wagers.map(({ evidence }) => evidence));

/**
 * Forecasts of one symbol, horizon and stream, ascending by `issuedAt`.
 *
 * @example claimOf(forecasts).verdict // 'unknown' until the evidence against each baseline was 20
 */
export function claimOf(forecasts: readonly ClaimedForecast[]): Claim {
  const baselines = forecasts[0]?.bounds.length ?? 0;
  const process = new ClaimProcess(baselines);
  for (const event of eventsOf(forecasts)) process.hear(event);
  return process.claim;
}

class ClaimProcess {
  readonly #baselines: number;
  #better: Wager[];
  #worse: Wager[];
  #held: { readonly verdict: 'better' | 'worse'; readonly evidence: number; readonly since: EpochMs } | null = null;
  #against: Wager[] = [];
  #withdrawn = 0;
  #decisions = 0;

  constructor(baselines: number) {
    this.#baselines = baselines;
    this.#better = sides(baselines, 1);
    this.#worse = sides(baselines, -1);
  }

  hear({ at, forecast, known }: Event): void {
    if (this.#baselines === 0) return;
    for (const wager of [...this.#better, ...this.#worse, ...this.#against]) {
      if (known) wager.resolve(forecast);
      else wager.issue(forecast);
    }
    if (!known) return;
    this.#decisions++;
    if (this.#held === null) this.#prove(at);
    else if (most(this.#against) >= PROVEN_AT) this.#withdraw();
  }

  get claim(): Claim {
    const { verdict = 'unknown', evidence = 1, since = null } = this.#held ?? {};
    const now = (wagers: readonly Wager[]) => (wagers.length === 0 ? 1 : least(wagers));
    return {
      verdict,
      better: verdict === 'better' ? evidence : now(this.#better),
      worse: verdict === 'worse' ? evidence : now(this.#worse),
      since,
      withdrawn: this.#withdrawn,
      decisions: this.#decisions,
    };
  }

  #prove(at: EpochMs): void {
    const better = least(this.#better);
    const worse = least(this.#worse);
    if (Math.max(better, worse) < PROVEN_AT) return;
    const verdict = better >= PROVEN_AT ? 'better' : 'worse';
    this.#held = { verdict, evidence: Math.max(better, worse), since: at };
    this.#against = sides(this.#baselines, verdict === 'better' ? -1 : 1);
  }

  /** Everything begins anew: what was proven before has been used up. */
  #withdraw(): void {
    this.#withdrawn++;
    this.#held = null;
    this.#against = [];
    this.#better = sides(this.#baselines, 1);
    this.#worse = sides(this.#baselines, -1);
  }
}

/** In time; at one moment outcomes come before new forecasts, which may join their streams. */
function eventsOf(forecasts: readonly ClaimedForecast[]): Event[] {
  const issued = forecasts.map((forecast) => ({ at: forecast.issuedAt, forecast, known: false }));
  const resolved = forecasts
    .filter(({ differences }) => differences !== null)
    .map((forecast) => ({ at: forecast.resolvedAt, forecast, known: true }));
  return [...issued, ...resolved].sort((a, b) => a.at - b.at || Number(b.known) - Number(a.known));
}

/**
 * Which of several claims stand when a twentieth of those that stand may be false (e-BH: Wang & Ramdas 2022): the k largest,
 * with the largest k for which the k-th is at least K/(k · 5 %).
 *
 * @example standing([400, 30, 1]) // [true, true, false]
 */
export function standing(evidence: readonly number[], share = 1 / PROVEN_AT): boolean[] {
  const descending = evidence.toSorted((a, b) => b - a);
  const enough = (k: number) => descending[k - 1] * k * share >= evidence.length;
  let kept = evidence.length;
  while (kept > 0 && !enough(kept)) kept--;
  return evidence.map((value) => kept > 0 && value >= descending[kept - 1]);
}
