import { AlmanacError } from '../../domain/errors.ts';
import { type ParsedFile, parseCandleFile } from '../../domain/market/candle-file.ts';
import { inferBarMs } from '../../domain/market/bar-length.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import type { CheckedRows } from '../../domain/market/checks.ts';
import { type BaseRows, baseRows, checkFileName, mergeRows } from '../../domain/market/merge.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { wrongUnitOfDropped } from '../../domain/market/time-checks.ts';
import { readCandleBytes } from './bytes.ts';
import { parseParquet } from './parquet.ts';

export interface CandleFilesRequest {
  readonly symbol: string;
  /** Null: the longest bars that one of the files has, so that finer ones are brought to them. */
  readonly barMs: number | null;
  /** Rows opening at or after it do not exist; Infinity reads everything. */
  readonly cutoff: EpochMs;
}

export type ParseFile = (path: string, request: CandleFilesRequest) => Promise<ParsedFile>;

/**
 * The bars that several candle files hold together: each file checked row by row and brought to the base bar, then
 * united. A file that begins after the cutoff adds nothing; when none has a bar before it, `data.outside-range`.
 * A refusal names the file.
 */
export async function readCandleFiles(
  paths: readonly string[],
  request: CandleFilesRequest,
  parse: ParseFile = parseFile,
): Promise<CheckedRows & { readonly barMs: number }> {
  const parsed: (ParsedFile & { readonly path: string })[] = [];
  for (const path of paths) parsed.push({ ...(await parse(path, request)), path });
  const withRows = parsed.filter(({ rows }) => rows.length > 0);
  if (withRows.length === 0) {
    throw nothingBefore(paths, Math.max(0, ...parsed.map(({ laterTime }) => laterTime ?? 0)), request);
  }
  const barMs = request.barMs ?? longestBarMs(withRows);
  const files = withRows.map(({ rows, path }) => brought(rows, { ...request, barMs }, path));
  const union = mergeRows(files, request.symbol);
  return { rows: union.rows, findings: [...files.flatMap((file) => file.findings), ...union.findings], barMs };
}

function longestBarMs(files: readonly ParsedFile[]): number {
  return Math.max(...files.map(({ rows }) => inferBarMs(rows) ?? 0)) || HOUR_MS;
}

/** Throws for a file that cannot be read, is not of the symbol, or has a row before the cutoff that is none. */
export async function parseFile(path: string, { symbol, cutoff }: CandleFilesRequest): Promise<ParsedFile> {
  checkFileName(path, symbol);
  const content = await readCandleBytes(path);
  const context = { path, symbol, cutoff };
  return content.format === 'csv' ? parseCandleFile(content.text, context) : parseParquet(content.bytes, context);
}

function brought(
  rows: readonly CandleRow[],
  request: CandleFilesRequest & { readonly barMs: number },
  path: string,
): BaseRows {
  try {
    return baseRows(rows, request, path);
  } catch (cause) {
    throw cause instanceof AlmanacError ? named(cause, path) : cause;
  }
}

/** `laterTime`: the latest open time that was dropped, 0 when there is no row at all. */
function nothingBefore(paths: readonly string[], laterTime: EpochMs, request: CandleFilesRequest): AlmanacError {
  const { symbol, cutoff } = request;
  const files = paths.join(', ');
  if (laterTime === 0) {
    return new AlmanacError('data.empty', `${files} holds no candle. Get the candles of ${symbol} again.`, {
      path: files,
      symbol,
    });
  }
  const wrongUnit = wrongUnitOfDropped(laterTime, symbol);
  if (wrongUnit !== null) return named(wrongUnit, files);
  return new AlmanacError(
    'data.outside-range',
    `${files}: all candles of ${symbol} open at ${momentText(cutoff)} or later. Choose a later moment, or add a file that reaches further back.`,
    { path: files, symbol, cutoffMs: cutoff },
  );
}

function named(error: AlmanacError, path: string): AlmanacError {
  if ('path' in error.detail) return error;
  return new AlmanacError(error.code, `${path}: ${error.message}`, { ...error.detail, path }, { cause: error });
}
