/** The prices of a release as a table, and back as the history every computation starts from. */
import { AlmanacError } from '../domain/errors.ts';
import { type Candles, HOUR_MS } from '../domain/market/candles.ts';
import { type History, historyAt } from '../domain/market/history.ts';
import type { ReleaseRequest, Table } from './ports.ts';
import type { StepInputs } from './step-inputs.ts';

export const PRICES = 'prices.parquet';

/** Bar length of the base series (DESIGN §5). */
export const BASE_BAR_MS = HOUR_MS;

export function priceTable(candles: Candles): Table {
  const column = (name: string, values: Float64Array) => ({ name, type: 'double' as const, values });
  return {
    columns: [
      { name: 'timestamp_ms', type: 'int64', values: candles.openTime },
      column('open', candles.open),
      column('high', candles.high),
      column('low', candles.low),
      column('close', candles.close),
      column('volume', candles.volume),
    ],
  };
}

/** What was known at the cutoff, from the stored prices. */
export async function historyOf(
  inputs: StepInputs,
  request: Pick<ReleaseRequest, 'symbol' | 'cutoff'>,
): Promise<History> {
  return historyAt(await candlesOf(inputs, request), request.cutoff);
}

export async function candlesOf(inputs: StepInputs, request: Pick<ReleaseRequest, 'symbol'>): Promise<Candles> {
  const { sha256 } = inputs.ref(PRICES);
  const bytes = await inputs.bytes(PRICES);
  const columns = DECODED.get(sha256) ?? inputs.decode(bytes).then(priceColumns);
  remember(sha256, columns);
  return { symbol: request.symbol, barMs: BASE_BAR_MS, ...(await columns) };
}

type PriceColumns = Omit<Candles, 'symbol' | 'barMs'>;

/** Ten steps of a release read the same prices. What was decoded last is kept by its hash, a megabyte each. */
const DECODED = new Map<string, Promise<PriceColumns>>();
const KEPT = 24;

function remember(sha256: string, columns: Promise<PriceColumns>): void {
  DECODED.delete(sha256);
  DECODED.set(sha256, columns);
  columns.catch(() => DECODED.delete(sha256));
  for (const oldest of DECODED.keys()) {
    if (DECODED.size <= KEPT) break;
    DECODED.delete(oldest);
  }
}

function priceColumns({ columns }: Table): PriceColumns {
  const column = (name: string): Float64Array => {
    const found = columns.find((candidate) => candidate.name === name);
    if (!found) throw new AlmanacError('store.corrupt', `The stored prices have no column "${name}".`, { name });
    return Float64Array.from(found.values as ArrayLike<number>);
  };
  return {
    openTime: column('timestamp_ms'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
