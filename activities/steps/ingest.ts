/** Each source in parallel: prices or a refusal; anything else is there or absent by name. */
import { AlmanacError } from '../../domain/errors.ts';
import { type CandleRequest, checkCandles } from '../../domain/market/checks.ts';
import { checkAgainstVenue } from '../../domain/market/cross-venue.ts';
import { type Candles, type EpochMs, candleCount } from '../../domain/market/candles.ts';
import { MAX_HISTORY_BARS } from '../../domain/market/history.ts';
import type { DerivativesSnapshot, OrderBookSnapshot, SourceReport } from '../../domain/market/sources.ts';
import { HANDOVER, type SourcesHandover } from '../parts.ts';
import type { MarketSource, Ports } from '../ports.ts';
import { BASE_BAR_MS, PRICES, priceTable } from '../prices.ts';
import { type Built, jsonFile, type Step, type StepContext, tableFile } from '../step.ts';

const OPTIONAL_SOURCE_WITHIN_MS = 10_000;

export const ORDER_BOOK = 'order-book.json';
export const DERIVATIVES = 'derivatives.json';

export const ingest: Step = {
  name: 'ingest',
  async build({ ports, request, signal }: StepContext): Promise<Built> {
    await ports.stores.releases.begin(request);
    const market = await ports.sources.open(request);
    const ask: CandleRequest = {
      symbol: request.symbol,
      barMs: BASE_BAR_MS,
      cutoff: request.cutoff,
      from: request.cutoff - MAX_HISTORY_BARS * BASE_BAR_MS,
    };
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

interface Prices {
  readonly venue: string;
  readonly candles: Candles;
  readonly report: SourceReport;
}

async function readPrices(
  ports: Ports,
  market: MarketSource,
  ask: CandleRequest,
  signal: AbortSignal,
): Promise<Prices> {
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

/** A deviation between venues refuses the release; a second venue that does not answer is absent. */
async function secondVenue(
  market: MarketSource,
  prices: Prices,
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
