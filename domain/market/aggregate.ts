import { checkGrid } from './bar-length.ts';
import { type EpochMs, MINUTE_MS } from './candles.ts';
import { durationText } from './moments.ts';
import type { CandleRow } from './sources.ts';

export interface Aggregated {
  readonly rows: readonly CandleRow[];
  readonly findings: readonly string[];
}

/**
 * Base bars from finer ones: first open, highest high, lowest low, last close, sum of volume.
 *
 * Some venues have no bar for a minute without a trade, so an hour may be built although minutes are missing; but an
 * hour seen only in part is not an hour. A base bar is built when no hole in it, its ends included, is longer than a
 * twelfth of it (five minutes of an hour) or than a minute; otherwise it has no row, which is a gap. Both are named in the findings.
 *
 * `finer` ascend strictly; `barMs` is a multiple of `finerMs`. Throws `data.wrong-bar-length` for a row off the grid.
 */
export function aggregateCandles(
  finer: readonly CandleRow[],
  finerMs: number,
  barMs: number,
  symbol: string,
): Aggregated {
  checkGrid(finer, finerMs, symbol);
  const rows: CandleRow[] = [];
  let incomplete = 0;
  let withHoles = 0;
  for (let start = 0; start < finer.length; ) {
    const openTime = Math.floor(finer[start][0] / barMs) * barMs;
    let end = start;
    while (end < finer.length && finer[end][0] < openTime + barMs) end++;
    if (longestHoleMs(finer, start, end, openTime, finerMs, barMs) > Math.max(barMs / 12, MINUTE_MS)) incomplete++;
    else {
      if (end - start < barMs / finerMs) withHoles++;
      rows.push(baseBar(finer, start, end, openTime));
    }
    start = end;
  }
  const finerText = durationText(finerMs);
  const findings: string[] = [`bars of ${durationText(barMs)} built from bars of ${finerText}`];
  if (withHoles > 0) findings.push(`${withHoles} of them lack some ${finerText} bars (no trade)`);
  if (incomplete > 0) findings.push(`${incomplete} left out: too many ${finerText} bars missing`);
  return { rows, findings };
}

function longestHoleMs(
  finer: readonly CandleRow[],
  start: number,
  end: number,
  openTime: EpochMs,
  finerMs: number,
  barMs: number,
): number {
  let hole = 0;
  let expected = openTime;
  for (let i = start; i < end; i++) {
    hole = Math.max(hole, finer[i][0] - expected);
    expected = finer[i][0] + finerMs;
  }
  return Math.max(hole, openTime + barMs - expected);
}

function baseBar(finer: readonly CandleRow[], start: number, end: number, openTime: EpochMs): CandleRow {
  let [, , high, low] = finer[start];
  let volume = 0;
  for (let i = start; i < end; i++) {
    high = Math.max(high, finer[i][2]);
    low = Math.min(low, finer[i][3]);
    volume += finer[i][5];
  }
  return [openTime, finer[start][1], high, low, finer[end - 1][4], volume];
}
