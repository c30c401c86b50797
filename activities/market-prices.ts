/** Checked prices of a symbol up to a cutoff, from the market a request names; what is new is kept for the next time. */
import { type Candles, candleCount, type EpochMs } from '../domain/market/candles.ts';
import { changedBars } from '../domain/market/changed-bars.ts';
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
  const known = new Map<string, Candles>();
  const stored = async (series: string) => {
    const candles = await ports.stores.candles.load(series, ask.symbol, ask.barMs, ask.from, ask.cutoff);
    known.set(series, candles);
    return candles;
  };
  const answer = await market.prices(ask, stored, signal);
  const { candles, findings } = checkCandles(answer.rows, ask);
  const revised = answer.series ? await keepNew(ports, answer.series, candles, known.get(answer.series)) : 0;
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

/** Two years of hours are known to the last one, mostly; writing them again is half of what the database does for a release. */
async function keepNew(
  { stores, clock }: Pick<Ports, 'stores' | 'clock'>,
  series: string,
  candles: Candles,
  known: Candles | undefined,
): Promise<number> {
  const changed = known === undefined ? candles : changedBars(candles, known);
  if (candleCount(changed) === 0) return 0;
  return (await stores.candles.save(series, changed, clock.now())).revised;
}
