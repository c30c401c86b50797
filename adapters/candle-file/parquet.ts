import { AlmanacError } from '../../domain/errors.ts';
import { CANDLE_FILE_COLUMNS, type CandleFileContext, type ParsedFile } from '../../domain/market/candle-file.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { compactSymbol } from '../../domain/market/symbols.ts';
import { unreadable } from './bytes.ts';

/** Rows of a Parquet file with the columns of a candle file; null is NaN, times may be INT64 or timestamps. */
export async function parseParquet(bytes: Uint8Array, context: CandleFileContext): Promise<ParsedFile> {
  const columns = await readColumns(bytes, context);
  const times = columns.get('timestamp_ms') ?? [];
  const symbols = columns.get('symbol');
  const prices = CANDLE_FILE_COLUMNS.slice(1).map((name) => columns.get(name) ?? []);
  const rows: CandleRow[] = [];
  let laterTime: EpochMs | null = null;
  for (let i = 0; i < times.length; i++) {
    const openTime = timeOf(times[i], i, context);
    if (openTime >= context.cutoff) {
      laterTime = Math.max(openTime, laterTime ?? 0);
      continue;
    }
    if (symbols !== undefined) checkSymbol(symbols[i], i, context);
    const [open, high, low, close, volume] = prices.map((column) => numberOf(column[i]));
    rows.push([openTime, open, high, low, close, volume]);
  }
  return { rows, laterTime };
}

async function readColumns(bytes: Uint8Array, { path }: CandleFileContext): Promise<Map<string, unknown[]>> {
  const [{ parquetMetadataAsync, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const copy = bytes.slice();
  const file = { byteLength: copy.byteLength, slice: (from: number, to?: number) => copy.buffer.slice(from, to) };
  try {
    const metadata = await parquetMetadataAsync(file);
    const names = parquetSchema(metadata).children.map((child) => child.element.name);
    const missing = CANDLE_FILE_COLUMNS.filter((name) => !names.includes(name));
    if (missing.length > 0) throw lacking(path, missing);
    const wanted = [...CANDLE_FILE_COLUMNS, ...(names.includes('symbol') ? ['symbol'] : [])];
    const columns = new Map<string, unknown[]>(wanted.map((name) => [name, []]));
    await parquetRead({
      file,
      metadata,
      columns: wanted,
      compressors,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const column = columns.get(columnName);
        for (let i = 0; i < columnData.length; i++) if (column !== undefined) column[rowStart + i] = columnData[i];
      },
    });
    return columns;
  } catch (cause) {
    if (cause instanceof AlmanacError) throw cause;
    throw unreadable(path, 'the Parquet data is damaged or ends too early', 'Get the file again', cause);
  }
}

function timeOf(value: unknown, row: number, { path }: CandleFileContext): number {
  const time = value instanceof Date ? value.getTime() : typeof value === 'bigint' ? Number(value) : value;
  if (typeof time === 'number' && Number.isInteger(time) && time >= 0) return time;
  throw new AlmanacError(
    'data.malformed',
    `${path}, row ${row + 1}: the time cannot be read; it must be whole milliseconds since 1970, UTC; found ${String(value)}.`,
    { path, row: row + 1, found: String(value) },
  );
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : Number.NaN;
}

function checkSymbol(value: unknown, row: number, { path, symbol }: CandleFileContext): void {
  if (compactSymbol(String(value)) === compactSymbol(symbol)) return;
  throw new AlmanacError(
    'data.wrong-symbol',
    `${path}, row ${row + 1}: the symbol is "${String(value)}", not ${symbol}. Use a file of ${symbol}.`,
    { path, row: row + 1, found: String(value), symbol },
  );
}

function lacking(path: string, missing: readonly string[]): AlmanacError {
  return new AlmanacError(
    'data.malformed',
    `${path} lacks the columns ${missing.join(', ')}; a candle file has ${CANDLE_FILE_COLUMNS.join(', ')}.`,
    { path, missing: missing.join(',') },
  );
}
