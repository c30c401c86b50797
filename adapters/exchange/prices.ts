import type { PriceAnswer } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { Candles, EpochMs } from '../../domain/market/candles.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import type { Connection } from './connection.ts';
import { fetchSpan } from './paging.ts';
import { pause } from './pause.ts';
import { missingSpans, overlaid } from './refresh.ts';
import type { Venue } from './venues.ts';

export interface PriceRequest {
  readonly symbol: string;
  readonly barMs: number;
  readonly from: EpochMs;
  readonly cutoff: EpochMs;
}

export interface Patience {
  /** How long after the cutoff the bar closing at it is waited for (DESIGN §10), and how often it is asked for. */
  readonly settleMs: number;
  readonly pollMs: number;
}

/** Beyond this a difference of clocks is mentioned. */
const NAMED_OFFSET_MS = 1_000;

/** One venue's bars up to the cutoff: stored ones, what is new, and at most a minute of waiting for the last. */
export async function venuePrices(
  connection: Connection,
  venue: Venue,
  request: PriceRequest,
  series: string,
  stored: (series: string) => Promise<Candles>,
  patience: Patience,
  signal: AbortSignal,
): Promise<PriceAnswer> {
  await connection.list(request.symbol, signal);
  await untilClosed(connection, request, patience, signal);
  const { symbol, barMs, cutoff } = request;
  const from = reachable(connection, venue, request);
  const held = await stored(series);
  const fetched: CandleRow[] = [];
  for (const span of missingSpans(held, from, cutoff)) {
    fetched.push(...(await fetchSpan(connection, venue, { symbol, barMs, ...span }, signal)));
  }
  await untilFresh(connection, venue, request, fetched, patience, signal);
  const rows = overlaid(held, fetched, request.from, cutoff);
  return { venue: connection.venue, series, rows, barMs, passedOver: [], findings: clockFindings(connection) };
}

export function isFresh(rows: readonly CandleRow[], { barMs, cutoff }: PriceRequest): boolean {
  return rows.some((row) => row[0] === cutoff - barMs);
}

/** A bar is closed when the venue's clock says so: with ours ahead of it, the bar before the cutoff may be forming. */
async function untilClosed(
  connection: Connection,
  { cutoff }: PriceRequest,
  { settleMs }: Patience,
  signal: AbortSignal,
): Promise<void> {
  const earlyMs = cutoff - connection.now();
  if (earlyMs <= 0) return;
  if (earlyMs > settleMs) {
    throw new AlmanacError(
      'source.refused',
      `${connection.venue}: its clock says ${momentText(connection.now())}, before the cutoff ${momentText(cutoff)}; check this machine's clock`,
      { venue: connection.venue, clockOffsetMs: connection.clockOffsetMs },
    );
  }
  await pause(earlyMs + 1, signal);
}

/** Asks for the bar closing at the cutoff until it is there or its time is over; adds it to `fetched`. */
async function untilFresh(
  connection: Connection,
  venue: Venue,
  request: PriceRequest,
  fetched: CandleRow[],
  { settleMs, pollMs }: Patience,
  signal: AbortSignal,
): Promise<void> {
  const { symbol, barMs, cutoff } = request;
  const deadline = cutoff + settleMs;
  for (let waitedMs = 0; waitedMs < settleMs && !isFresh(fetched, request); waitedMs += pollMs) {
    if (connection.now() + pollMs > deadline) return;
    await pause(pollMs, signal);
    const last = fetched.at(-1)?.[0] ?? cutoff - 2 * barMs;
    const span = { symbol, barMs, from: last + barMs, to: cutoff };
    fetched.push(...(await fetchSpan(connection, venue, span, signal)));
  }
}

/** Where a venue refuses to look further back, it is asked for what it has. */
function reachable(connection: Connection, { reachBars }: Venue, { barMs, from }: PriceRequest): EpochMs {
  if (reachBars === null) return from;
  return Math.max(from, Math.floor(connection.now() / barMs - reachBars) * barMs);
}

function clockFindings({ clockOffsetMs, venue }: Connection): string[] {
  if (Math.abs(clockOffsetMs) < NAMED_OFFSET_MS) return [];
  return [`clock of ${venue} is ${Math.abs(clockOffsetMs)} ms ${clockOffsetMs > 0 ? 'ahead of' : 'behind'} ours`];
}
