/** Checked prices of a symbol up to a cutoff, from the market a request names; what is new is kept for the next time. */
import { type Candles, candleCount, type EpochMs } from '../domain/market/candles.ts';
import { type CandleRequest, checkCandles } from '../domain/market/checks.ts';
import { MAX_HISTORY_BARS } from '../domain/market/history.ts';
import type { SourceReport } from '../domain/market/sources.ts';
import type { MarketSource, Ports } from './ports.ts';
import { BASE_BAR_MS } from './prices.ts';

export interface MarketPrices {
  readonly venue: string;
  readonly candles: Candles;
  readonly report: SourceReport;
}

/** The bars that a release, and what it learns from, look back on. */
export function priceAsk({ symbol, cutoff }: { readonly symbol: string; readonly cutoff: EpochMs }): CandleRequest {
  return { symbol, barMs: BASE_BAR_MS, cutoff, from: cutoff - MAX_HISTORY_BARS * BASE_BAR_MS };
}

export async function readPrices(
  ports: Pick<Ports, 'stores' | 'clock'>,
  market: MarketSource,
  ask: CandleRequest,
  signal: AbortSignal,
): Promise<MarketPrices> {
  const stored = (series: string) => ports.stores.candles.load(series, ask.symbol, ask.barMs, ask.from, ask.cutoff);
  const answer = await market.prices(ask, stored, signal);
  const { candles, findings } = checkCandles(answer.rows, ask);
  const revised = answer.series
    ? (await ports.stores.candles.save(answer.series, candles, ports.clock.now())).revised
    : 0;
  return {
    venue: answer.venue,
    candles,
    report: {
      name: `prices:${answer.venue}`,
      status: answer.passedOver.length > 0 ? 'degraded' : 'ok',
      availableAt: candles.openTime[candleCount(candles) - 1] + candles.barMs,
      reason:
        answer.passedOver.length > 0
          ? `passed over ${answer.passedOver.map(({ venue, reason }) => `${venue} (${reason})`).join(', ')}`
          : null,
      findings: [
        ...(answer.findings ?? []),
        ...findings,
        ...(revised > 0 ? [`${revised} stored bars were revised by the venue`] : []),
      ],
    },
  };
}
