/** Answers that are stale or too short: used only when no venue has a better one, for the checks to refuse by name. */
import type { PriceAnswer } from '../../activities/ports.ts';
import { MIN_HISTORY_BARS } from '../../domain/market/history.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { Failures, PassedOver } from './fallback.ts';
import { isFresh, type PriceRequest } from './prices.ts';

export interface SecondBest {
  readonly answer: PriceAnswer;
  readonly reason: string;
}

/** Why an answer is only second best; null when it is good. */
export function shortcoming({ rows }: PriceAnswer, request: PriceRequest): string | null {
  const { from, cutoff, barMs } = request;
  if (rows.length === 0) return 'has no candles of the time';
  const last = rows[rows.length - 1][0] + barMs;
  if (!isFresh(rows, request)) return `stale: its last bar closed at ${momentText(last)}`;
  const needed = Math.min(MIN_HISTORY_BARS, Math.floor((cutoff - from) / barMs / 2));
  return rows.length < needed ? `has only ${rows.length} bars` : null;
}

export function passed(second: readonly SecondBest[]): PassedOver[] {
  return second.map(({ answer, reason }) => ({ venue: answer.venue, reason }));
}

/** No venue was good: the freshest answer, the longer of equally fresh ones, for the checks to refuse by name. */
export function best(second: readonly SecondBest[], failures: Failures, { symbol }: PriceRequest): PriceAnswer {
  const newest = ({ answer }: SecondBest) => answer.rows.at(-1)?.[0] ?? 0;
  const [chosen, ...others] = second.toSorted(
    (a, b) => newest(b) - newest(a) || b.answer.rows.length - a.answer.rows.length,
  );
  if (chosen === undefined) throw failures.error('the prices', symbol);
  return { ...chosen.answer, passedOver: [...failures.passedOver, ...passed(others)] };
}
