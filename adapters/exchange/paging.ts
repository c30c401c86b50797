import type { EpochMs } from '../../domain/market/candles.ts';
import { durationText } from '../../domain/market/moments.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import type { Connection } from './connection.ts';
import type { Venue } from './venues.ts';

export interface Span {
  readonly symbol: string;
  readonly barMs: number;
  /** Open times in [from, to). */
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * Bars of a span, paged forward. Venues answer forward from `since` with at most a page, and some leave out bars
 * without a trade: what was answered is never asked for again, an empty answer moves on by a page, and the number of
 * requests is bounded by the length of the span, not by what comes back (INCIDENTS D2). Duplicates and unreadable times
 * are kept for the checks.
 */
export async function fetchSpan(
  connection: Connection,
  venue: Venue,
  { symbol, barMs, from, to }: Span,
  signal: AbortSignal,
): Promise<CandleRow[]> {
  const rows: CandleRow[] = [];
  const pages = Math.ceil((to - from) / (venue.pageBars * barMs));
  let requests = 2 * pages + 4;
  for (let since = from; since < to && requests > 0; requests--) {
    const limit = Math.min(venue.pageBars, Math.ceil((to - since) / barMs) + 1);
    const answer = await connection.call(
      (exchange) => exchange.fetchOHLCV(symbol, durationText(barMs), since, limit),
      signal,
    );
    const page = answer.map(rowOf).filter((row) => !(row[0] < since));
    for (const row of page) if (!(row[0] >= to)) rows.push(row);
    const last = page.at(-1);
    since = last === undefined ? since + limit * barMs : last[0] + barMs;
  }
  return rows;
}

/** What a venue leaves out becomes NaN, for the checks to name. */
function rowOf(bar: readonly unknown[]): CandleRow {
  const number = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
  return [number(bar[0]), number(bar[1]), number(bar[2]), number(bar[3]), number(bar[4]), number(bar[5])];
}
