/**
 * A ledger entry of kind `outcome`: what became of one horizon of one release, and what the forecast was worth. Its key is
 * `<releaseId>_<H>h`. Everything in it follows from the commitment of the release and the candles after it: what the
 * commitment covers by a hash alone (baselines, shadow cards) is shown here.
 */
import { AlmanacError } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import type { ScenarioId } from '../scenarios/scenario.ts';
import type { ClassScores } from '../scenarios/scenario-scores.ts';
import type { ForecastScores } from '../scoring/forecast-scores.ts';
import type { ShadowCards } from '../trade/card.ts';
import type { SettledCard } from '../trade/settle.ts';
import { canonicalText } from './canonical.ts';
import type { CommittedBaseline } from './commitment.ts';
import type { ReleaseStream } from './document.ts';

/** Largest canonical form of an outcome. */
const MAX_OUTCOME_BYTES = 6 * 1024;

export interface OutcomeBody {
  readonly releaseId: string;
  readonly symbol: string;
  readonly stream: ReleaseStream;
  readonly horizonHours: number;
  /** Hash of the release's ledger entry. */
  readonly releaseHash: string;
  /** ISO 8601, UTC: the forecast is about the close at this moment. */
  readonly targetTime: string;
  /** `void`: the bar closing at the target is missing for good; counted, never filled, without scores (METHODS §1). */
  readonly status: 'resolved' | 'void';
  /** Settled hours after it could have been: the source was away, or nothing ran. */
  readonly late: boolean;
  /** `binance`, or `recorded`. */
  readonly venue: string;
  readonly candles: SettlingCandles;
  readonly price: number | null;
  /** ln(price / base price). */
  readonly logReturn: number | null;
  readonly scores: ForecastScores | null;
  readonly baselines: readonly ScoredBaseline[];
  /** With the longest horizon of a release, null with the others. */
  readonly scenarios: ScenarioOutcome | null;
  readonly cards: CardOutcomes | null;
}

/** The bars opening in [cutoff, end): how many are there, and the hash over all their numbers (`candlesSha256`). */
export interface SettlingCandles {
  readonly end: EpochMs;
  readonly bars: number;
  readonly sha256: string;
}

export interface ScoredBaseline extends CommittedBaseline {
  /** Null where the outcome is void. */
  readonly scores: ForecastScores | null;
}

export type ScenarioOutcome =
  | { readonly happened: 'void' }
  | {
      readonly happened: ScenarioId;
      /** One bar touched both barriers first: the one nearer its open was taken. */
      readonly flagged: boolean;
      readonly scores: ClassScores;
      /** How often each came in the year before the cutoff, and what that was worth (METHODS §5). */
      readonly climatology: { readonly per10k: readonly number[]; readonly scores: ClassScores };
      /** Of 25/20/30/15/10 %. */
      readonly fixed: ClassScores;
    };

export interface CardOutcomes {
  /** Of the advice; null where it was NO-TRADE. */
  readonly advice: SettledCard | 'void' | null;
  /** The shadow cards that the commitment covers by a hash, and what became of them. */
  readonly shadow: {
    readonly plans: ShadowCards;
    readonly long: SettledCard | 'void';
    readonly short: SettledCard | 'void';
  } | null;
}

/**
 * The entry as the ledger takes it.
 *
 * @throws AlmanacError payload.too-large
 * @example outcomeEntry(body).key // 'BTC-USDT_20261120T1000Z_1200_4h'
 */
export function outcomeEntry(body: OutcomeBody): {
  readonly kind: 'outcome';
  readonly schema: 1;
  readonly key: string;
  readonly body: string;
} {
  const key = outcomeKey(body.releaseId, body.horizonHours);
  const text = canonicalText(body);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= MAX_OUTCOME_BYTES) return { kind: 'outcome', schema: 1, key, body: text };
  const sentence = `The outcome ${key} has ${bytes} bytes; at most ${MAX_OUTCOME_BYTES} are allowed.`;
  throw new AlmanacError('payload.too-large', sentence, { key, bytes });
}

export function outcomeKey(releaseId: string, horizonHours: number): string {
  return `${releaseId}_${horizonHours}h`;
}
