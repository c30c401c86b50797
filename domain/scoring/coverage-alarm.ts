/**
 * A watch over the promise that 80 % intervals hold in 80 of 100 cases (METHODS §7): a wealth process that bets on hits
 * (Shafer 2021; Waudby-Smith & Ramdas 2024). While the promise is kept its expectation is at most 1, however often
 * somebody looks; at 100 it fires and begins anew.
 */
import type { EpochMs } from '../market/candles.ts';
import { joinStream, type Span } from './streams.ts';

/** One issued interval whose outcome is known. */
export interface IntervalOutcome extends Span {
  readonly covered: boolean;
}

export interface CoverageAlarm {
  /** When the outcome that made it fire was known. */
  readonly firedAt: EpochMs;
  /** Share of hits since the watch began or last fired, and of how many. */
  readonly coverage80: number;
  readonly decisions: number;
}

export interface CoverageWatch {
  /** Outcomes watched. */
  readonly decisions: number;
  /** Since the watch began or last fired; it fires at 100. */
  readonly evidence: number;
  /** Ascending by time. */
  readonly alarms: readonly CoverageAlarm[];
}

const PROMISED = 0.8;
/** Intervals that are too narrow, and too wide. */
const ALTERNATIVES: readonly number[] = [0.7, 0.88];
const FIRES_AT = 100;

interface Stream {
  resolvedAt: EpochMs;
  readonly wealth: number[];
}

/**
 * Outcomes of one horizon, ascending by `issuedAt`; overlapping ones are bet on in separate streams, whose mean counts.
 *
 * @example watchCoverage(rows.map(({ decision, hit }) => ({ issuedAt: decision, resolvedAt: decision + 4 * HOUR_MS, covered: hit })))
 */
export function watchCoverage(outcomes: readonly IntervalOutcome[]): CoverageWatch {
  const alarms: CoverageAlarm[] = [];
  let streams: Stream[] = [];
  let begun = 0;
  outcomes.forEach((outcome, i) => {
    bet(joinStream(streams, outcome, opened), outcome.covered);
    if (evidenceOf(streams) < FIRES_AT) return;
    const since = outcomes.slice(begun, i + 1);
    const coverage80 = since.filter(({ covered }) => covered).length / since.length;
    alarms.push({ firedAt: outcome.resolvedAt, coverage80, decisions: since.length });
    streams = [];
    begun = i + 1;
  });
  return { decisions: outcomes.length, evidence: evidenceOf(streams), alarms };
}

function opened(): Stream {
  return { resolvedAt: 0, wealth: ALTERNATIVES.map(() => 1 / ALTERNATIVES.length) };
}

function bet({ wealth }: Stream, covered: boolean): void {
  ALTERNATIVES.forEach((share, k) => {
    wealth[k] *= covered ? share / PROMISED : (1 - share) / (1 - PROMISED);
  });
}

/** 1 without a bet. */
function evidenceOf(streams: readonly Stream[]): number {
  if (streams.length === 0) return 1;
  return streams.reduce((sum, { wealth }) => sum + wealth.reduce((total, part) => total + part, 0), 0) / streams.length;
}
