/** A data set may be several files, overlapping and of different bar lengths. */
import { AlmanacError } from '../errors.ts';
import { aggregateCandles } from './aggregate.ts';
import { checkGrid, inferBarMs } from './bar-length.ts';
import type { EpochMs } from './candles.ts';
import { type CheckedRows, checkRows } from './checks.ts';
import { durationText } from './moments.ts';
import type { CandleRow } from './sources.ts';
import { compactSymbol, symbolsInFileName } from './symbols.ts';
import { conflict, sameBar } from './time-checks.ts';

/** Refuses a file whose name speaks of other symbols only: `data.wrong-symbol`. */
export function checkFileName(path: string, symbol: string): void {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  const spoken = symbolsInFileName(name);
  if (spoken.length === 0 || spoken.includes(compactSymbol(symbol))) return;
  throw new AlmanacError(
    'data.wrong-symbol',
    `${path} is named for ${spoken.join(', ')}, not for ${symbol}. Choose a file of ${symbol}, or rename it if the name is wrong.`,
    { path, found: spoken.join(','), symbol },
  );
}

/** Rows of one file as base bars. */
export interface BaseRows extends CheckedRows {
  /** From finer bars. */
  readonly built: boolean;
}

/**
 * One file's rows, checked one by one and brought to the base bar. Coarser bars than the base are refused
 * (`data.wrong-bar-length`), as are lengths that do not divide it.
 */
export function baseRows(
  given: readonly CandleRow[],
  request: { readonly symbol: string; readonly barMs: number; readonly cutoff: EpochMs },
  path: string,
): BaseRows {
  const { symbol, barMs, cutoff } = request;
  const { rows, findings } = checkRows(given, cutoff, symbol);
  const ownMs = inferBarMs(rows) ?? barMs;
  if (ownMs === barMs) {
    checkGrid(rows, barMs, symbol);
    return { rows, findings, built: false };
  }
  if (ownMs > barMs || barMs % ownMs !== 0) throw wrongLength(path, ownMs, barMs);
  const aggregated = aggregateCandles(rows, ownMs, barMs, symbol);
  return { rows: aggregated.rows, findings: [...findings, ...aggregated.findings], built: true };
}

/**
 * Union of the rows of several files, ascending. A bar that two files agree on is kept once; one they differ on is
 * refused (`data.conflicting-duplicates`). Bars that were built from finer ones yield to bars that a venue recorded as
 * such: their volumes differ a little where the venue corrected minutes later.
 */
export function mergeRows(files: readonly BaseRows[], symbol: string): CheckedRows {
  const recorded = uniteAll(
    files.filter((file) => !file.built),
    symbol,
  );
  const built = uniteAll(
    files.filter((file) => file.built),
    symbol,
  );
  const times = new Set(recorded.rows.map((row) => row[0]));
  const extra = built.rows.filter((row) => !times.has(row[0]));
  const { rows } = unite(recorded.rows, extra, symbol);
  const duplicates = recorded.duplicates + built.duplicates + built.rows.length - extra.length;
  return { rows, findings: duplicates > 0 ? [`bars in several files kept once: ${duplicates}`] : [] };
}

interface Union {
  readonly rows: readonly CandleRow[];
  readonly duplicates: number;
}

function uniteAll(files: readonly CheckedRows[], symbol: string): Union {
  let union: Union = { rows: files[0]?.rows ?? [], duplicates: 0 };
  for (const { rows } of files.slice(1)) {
    const next = unite(union.rows, rows, symbol);
    union = { rows: next.rows, duplicates: union.duplicates + next.duplicates };
  }
  return union;
}

function unite(a: readonly CandleRow[], b: readonly CandleRow[], symbol: string): Union {
  if (a.length === 0 || b.length === 0) return { rows: a.length === 0 ? b : a, duplicates: 0 };
  const rows: CandleRow[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = i < a.length ? a[i][0] : Number.POSITIVE_INFINITY;
    const right = j < b.length ? b[j][0] : Number.POSITIVE_INFINITY;
    if (left === right && !sameBar(a[i], b[j])) throw conflict(a[i], b[j], symbol);
    rows.push(left <= right ? a[i] : b[j]);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return { rows, duplicates: a.length + b.length - rows.length };
}

function wrongLength(path: string, ownMs: number, barMs: number): AlmanacError {
  return new AlmanacError(
    'data.wrong-bar-length',
    `${path} has bars of ${durationText(ownMs)}, from which bars of ${durationText(barMs)} cannot be built. Use a file of that length or finer.`,
    { path, foundBarMs: ownMs, neededBarMs: barMs },
  );
}
