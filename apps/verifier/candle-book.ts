/** Candles of one's own, by symbol, from CSV files (plain or gzipped). */
import { readCandleBytes, unreadable } from '../../adapters/candle-file/bytes.ts';
import { parseCandleFile } from '../../domain/market/candle-file.ts';
import { type Candles, HOUR_MS } from '../../domain/market/candles.ts';
import { baseRows, mergeRows } from '../../domain/market/merge.ts';
import { candlesOf } from '../../domain/market/rows.ts';
import { compactSymbol, symbolsInFileName } from '../../domain/market/symbols.ts';
import type { Prices } from '../../domain/record/verify/outcome-check.ts';

interface CandleText {
  readonly path: string;
  readonly text: string;
  /** Which the file's name speaks of, compact; none: it may be of any. */
  readonly symbols: readonly string[];
}

/**
 * Read at once, parsed when a symbol is first asked for. A file belongs to the symbols that its name speaks of.
 * @throws AlmanacError input.unreadable-file; when asked, `data.*` for what is wrong with the candles
 */
export async function candleBook(paths: readonly string[]): Promise<Prices> {
  const texts = await Promise.all(paths.map(readText));
  const books = new Map<string, Candles | null>();
  return (symbol) => {
    if (!books.has(symbol)) books.set(symbol, candlesFrom(texts, symbol));
    return books.get(symbol) ?? null;
  };
}

async function readText(path: string): Promise<CandleText> {
  const content = await readCandleBytes(path);
  if (content.format !== 'csv') throw unreadable(path, 'it is Parquet', 'Give candles as CSV');
  return { path, text: content.text, symbols: symbolsInFileName(path.split(/[/\\]/).at(-1) ?? path) };
}

function candlesFrom(texts: readonly CandleText[], symbol: string): Candles | null {
  const own = texts.filter(({ symbols }) => symbols.length === 0 || symbols.includes(compactSymbol(symbol)));
  if (own.length === 0) return null;
  const request = { symbol, barMs: HOUR_MS, cutoff: Number.POSITIVE_INFINITY };
  const files = own.map(({ path, text }) => baseRows(parseCandleFile(text, { path, ...request }).rows, request, path));
  return candlesOf(mergeRows(files, symbol).rows, symbol, HOUR_MS);
}
