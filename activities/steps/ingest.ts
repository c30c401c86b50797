/** Each source in parallel: prices or a refusal; anything else is there or absent by name. */
import { AlmanacError } from '../../domain/errors.ts';
import type { CandleRequest } from '../../domain/market/checks.ts';
import { checkAgainstVenue } from '../../domain/market/cross-venue.ts';
import { type EpochMs, candleCount } from '../../domain/market/candles.ts';
import type { DerivativesSnapshot, OrderBookSnapshot, SourceReport } from '../../domain/market/sources.ts';
import { type MarketPrices, priceAsk, readPrices } from '../market-prices.ts';
import { HANDOVER, type SourcesHandover } from '../parts.ts';
import type { MarketSource } from '../ports.ts';
import { PRICES, priceTable } from '../prices.ts';
import { type Built, jsonFile, type Step, type StepContext, tableFile } from '../step.ts';

const OPTIONAL_SOURCE_WITHIN_MS = 10_000;

export const ORDER_BOOK = 'order-book.json';
export const DERIVATIVES = 'derivatives.json';

export const ingest: Step = {
  name: 'ingest',
  async build({ ports, request, signal }: StepContext): Promise<Built> {
    await ports.stores.releases.begin(request);
    const market = await ports.sources.open(request);
    const ask = priceAsk(request);
    const [prices, orderBook, derivatives] = await Promise.all([
      readPrices(ports, market, ask, signal),
      optional('order-book', (within) => market.orderBook(request.symbol, within), signal),
      optional('derivatives', (within) => market.derivatives(request.symbol, within), signal),
    ]);
    const second = await secondVenue(market, prices, ask, signal);
    const handover: SourcesHandover = {
      basePrice: prices.candles.close[candleCount(prices.candles) - 1],
      sources: [prices.report, second, orderBook.report, derivatives.report],
    };
    return {
      files: [
        await tableFile(PRICES, priceTable(prices.candles), ports),
        jsonFile(HANDOVER.sources, handover),
        ...snapshotFile(ORDER_BOOK, orderBook.snapshot),
        ...snapshotFile(DERIVATIVES, derivatives.snapshot),
      ],
      rows: [{ table: 'source_health', rows: handover.sources.map(healthRow) }],
      summary: `${candleCount(prices.candles)} hourly bars from ${prices.venue} up to ${new Date(request.cutoff).toISOString()}`,
    };
  },
};

/** A deviation between venues refuses the release; a second venue that does not answer is absent. */
async function secondVenue(
  market: MarketSource,
  prices: MarketPrices,
  ask: CandleRequest,
  signal: AbortSignal,
): Promise<SourceReport> {
  const name = 'second-venue';
  const { report, snapshot } = await optional(
    name,
    async (within) => {
      const answer = await market.secondOpinion({ ...ask, primary: prices.venue }, within);
      if (!answer) throw new AlmanacError('source.unreachable', 'no second venue to compare with');
      return { availableAt: ask.cutoff, ...answer };
    },
    signal,
  );
  return snapshot ? { ...report, findings: checkAgainstVenue(prices.candles, snapshot) } : report;
}

/** The whole path of a source that may be missing: named, with its reason, weight zero. */
async function optional<T extends { readonly availableAt: EpochMs }>(
  name: string,
  ask: (within: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<{ report: SourceReport; snapshot: T | null }> {
  try {
    const snapshot = await ask(AbortSignal.any([signal, AbortSignal.timeout(OPTIONAL_SOURCE_WITHIN_MS)]));
    return { snapshot, report: { name, status: 'ok', availableAt: snapshot.availableAt, reason: null, findings: [] } };
  } catch (failure) {
    signal.throwIfAborted();
    const reason = failure instanceof Error ? failure.message : String(failure);
    return { snapshot: null, report: { name, status: 'absent', availableAt: null, reason, findings: [] } };
  }
}

function snapshotFile(name: string, snapshot: OrderBookSnapshot | DerivativesSnapshot | null) {
  return snapshot ? [jsonFile(name, snapshot)] : [];
}

function healthRow(report: SourceReport) {
  return {
    source: report.name,
    status: report.status,
    available_at_ms: report.availableAt,
    reason: report.reason,
    findings: report.findings,
  };
}

/** Kept for the steps that look at them. */
export async function snapshotOf<T>(inputs: StepContext['inputs'], name: string): Promise<T | null> {
  return inputs.has(name) ? await inputs.json<T>(name) : null;
}
