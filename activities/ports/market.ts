/** Markets as sources of prices. */
import type { Candles, EpochMs } from '../../domain/market/candles.ts';
import type { CandleRow, DerivativesSnapshot, OrderBookSnapshot, SourceKind } from '../../domain/market/sources.ts';

/** Prices as one venue gave them; unchecked. */
export interface PriceAnswer {
  /** `binance`, or `recorded`. */
  readonly venue: string;
  /** Names the series for the candle store; null: do not store (files are their own store). */
  readonly series: string | null;
  readonly rows: readonly CandleRow[];
  readonly barMs: number;
  /** Venues asked before in vain, with the reason. */
  readonly passedOver: readonly { readonly venue: string; readonly reason: string }[];
  /** What the source itself noticed and survived: hours built from minutes, a clock that is off … */
  readonly findings?: readonly string[];
}

export interface MarketSource {
  readonly kind: SourceKind;
  /**
   * Rows opening in [from, cutoff): paged forward until the cutoff; the bar still open is left out by time, never by
   * position. `stored(series)` tells what the candle store has of a series, so that only the rest is fetched.
   * Throws `source.unreachable` when no venue answers and `input.unknown-symbol` when no venue that answered knows it.
   */
  prices(
    request: { readonly symbol: string; readonly barMs: number; readonly from: EpochMs; readonly cutoff: EpochMs },
    stored: (series: string) => Promise<Candles>,
    signal: AbortSignal,
  ): Promise<PriceAnswer>;
  /** Closes of the last bars up to the cutoff at a second venue, not `primary`; null when no other venue answers. */
  secondOpinion(
    request: { readonly symbol: string; readonly barMs: number; readonly cutoff: EpochMs; readonly primary: string },
    signal: AbortSignal,
  ): Promise<{ readonly venue: string; readonly rows: readonly CandleRow[] } | null>;
  /** Whether any venue (any file) answers at all, quickly. @throws AlmanacError source.unreachable naming each and why. */
  reach(signal: AbortSignal): Promise<void>;
  /** Close of the last bar a file source has of a symbol; null where the clock decides. */
  lastClose(symbol: string, barMs: number): Promise<EpochMs | null>;
  /** These two throw when the source is absent; the message becomes the named reason. */
  orderBook(symbol: string, signal: AbortSignal): Promise<OrderBookSnapshot>;
  derivatives(symbol: string, signal: AbortSignal): Promise<DerivativesSnapshot>;
}

/** Opens the source a request names. */
export interface MarketSources {
  open(request: {
    readonly source: SourceKind;
    readonly candleFiles: readonly string[];
    readonly seed: string;
    readonly cutoff: EpochMs;
  }): Promise<MarketSource>;
}
