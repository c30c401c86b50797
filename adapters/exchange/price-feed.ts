/** One market of the first exchange that answers, as what orders on paper are filled against. */
import type { Clock, PriceFeed, PriceFeeds } from '../../activities/ports.ts';
import { Money } from '../../domain/accounting/money.ts';
import type { MarketSteps } from '../../domain/accounting/steps.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { Bar } from '../../domain/execution/matching/bar.ts';
import type { Quote } from '../../domain/execution/paper/market.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { Connection } from './connection.ts';
import { Failures } from './fallback.ts';
import { fetchSpan } from './paging.ts';
import { bookSnapshot, derivativesSnapshot } from './snapshots.ts';
import { stepsOf } from './steps.ts';
import { VENUES, type VenueName, venueNamed } from './venues.ts';

export interface PriceFeedsOptions {
  readonly venues: readonly string[];
  readonly clock: Clock;
  /** Another server that speaks the venues' dialect. */
  readonly origin?: string;
  /** Whether positions pay funding. */
  readonly market: 'spot' | 'perp';
  readonly contactMs?: number;
  readonly timeoutMs?: number;
}

/** Several accounts that look within this time share one look. */
const SHARED_MS = 1_000;
const RANGE_HOURS = 14;

export function openPriceFeeds(options: PriceFeedsOptions): PriceFeeds {
  const { clock, origin, contactMs = 2_000, timeoutMs = 10_000 } = options;
  return {
    async open(symbol, signal) {
      const failures = new Failures();
      for (const venue of options.venues.map(venueNamed)) {
        try {
          const patience = { clock, origin, contactMs, timeoutMs };
          const spot = await Connection.open(venue, VENUES[venue].spot, patience, signal);
          await spot.list(symbol, signal);
          const steps = await spot.call(async (exchange) => stepsOf(exchange, symbol), signal);
          return new ExchangeFeed({ ...options, venue, symbol, spot, steps, patience });
        } catch (cause) {
          failures.note(venue, cause, signal);
        }
      }
      throw failures.error('a market for paper orders', symbol);
    },
  };
}

interface FeedParts extends PriceFeedsOptions {
  readonly venue: VenueName;
  readonly symbol: string;
  readonly spot: Connection;
  readonly steps: MarketSteps;
  readonly patience: Parameters<typeof Connection.open>[2];
}

class ExchangeFeed implements PriceFeed {
  readonly barMs = MINUTE_MS;
  readonly steps: MarketSteps;
  readonly #parts: FeedParts;
  #quoted: { readonly at: EpochMs; readonly quote: Promise<Quote | null> } | null = null;
  #perpetual: Connection | null = null;
  #range: { readonly hour: EpochMs; readonly range: number } | null = null;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.steps = parts.steps;
  }

  quote(signal: AbortSignal): Promise<Quote | null> {
    const now = this.#parts.clock.now();
    if (this.#quoted === null || now - this.#quoted.at >= SHARED_MS) {
      this.#quoted = { at: now, quote: orNull(this.#book(signal), signal) };
    }
    return this.#quoted.quote;
  }

  async bars(from: EpochMs, to: EpochMs, signal: AbortSignal): Promise<readonly Bar[]> {
    return ((await orNull(this.#rows(this.barMs, from, to, signal), signal)) ?? []).map(barOf);
  }

  fundingRate(signal: AbortSignal): Promise<string | null> {
    return orNull(this.#funding(signal), signal);
  }

  /** Kept for its hour once it is known. */
  async averageTrueRange(signal: AbortSignal): Promise<number | null> {
    const hour = Math.floor(this.#parts.clock.now() / HOUR_MS) * HOUR_MS;
    if (this.#range?.hour === hour) return this.#range.range;
    const range = await orNull(this.#meanRange(hour, signal), signal);
    if (range !== null) this.#range = { hour, range };
    return range;
  }

  /** Its time is ours: an order is due by the clock that accepted it. */
  async #book(signal: AbortSignal): Promise<Quote> {
    const { spot, symbol, clock } = this.#parts;
    const time = clock.now();
    const { bids, asks } = await bookSnapshot(spot, symbol, signal);
    return { kind: 'book', time, bids: bids.map(levelOf), asks: asks.map(levelOf) };
  }

  async #funding(signal: AbortSignal): Promise<string | null> {
    const { venue, symbol, patience, market } = this.#parts;
    const { perpetual } = VENUES[venue];
    if (market === 'spot' || perpetual === null) return null;
    this.#perpetual ??= await Connection.open(venue, perpetual, patience, signal);
    const { fundingRate } = await derivativesSnapshot(this.#perpetual, symbol, signal);
    return fundingRate === null ? null : new Money(fundingRate).toFixed();
  }

  async #rows(barMs: number, from: EpochMs, to: EpochMs, signal: AbortSignal): Promise<readonly CandleRow[]> {
    const { spot, symbol, venue } = this.#parts;
    const closed = Math.min(to, Math.floor(spot.now() / barMs) * barMs);
    const rows = await fetchSpan(spot, VENUES[venue], { symbol, barMs, from, to: closed }, signal);
    return rows.filter((row, i) => isUsable(row) && (i === 0 || row[0] > rows[i - 1][0]));
  }

  async #meanRange(hour: EpochMs, signal: AbortSignal): Promise<number | null> {
    const rows = await this.#rows(HOUR_MS, hour - (RANGE_HOURS + 1) * HOUR_MS, hour, signal);
    if (rows.length <= RANGE_HOURS) return null;
    const ranges = rows.slice(1).map((row, i) => trueRange(row, rows[i][4]));
    return ranges.reduce((sum, range) => sum + range, 0) / ranges.length;
  }
}

function trueRange([, , high, low]: CandleRow, closeBefore: number): number {
  return Math.max(high, closeBefore) - Math.min(low, closeBefore);
}

/** A broken bar fills nothing. */
function isUsable([, open, high, low, close, volume]: CandleRow): boolean {
  const prices = [open, high, low, close];
  return prices.every((price) => price > 0 && price >= low && price <= high) && volume >= 0;
}

function barOf([openTime, open, high, low, close, volume]: CandleRow): Bar {
  return { openTime, open, high, low, close, volume };
}

function levelOf([price, quantity]: readonly [number, number]) {
  return { price: new Money(price), quantity: new Money(quantity) };
}

/** A market that does not answer has no price. */
async function orNull<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await answer;
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof AlmanacError) return null;
    throw cause;
  }
}
