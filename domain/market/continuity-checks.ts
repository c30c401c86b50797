/** Checks of what a window of bars must hold at its cutoff: the newest bar, no recent hole, movement, enough of it. */
import { AlmanacError } from '../errors.ts';
import type { EpochMs } from './candles.ts';
import { durationText, momentText } from './moments.ts';
import type { CandleRow } from './sources.ts';

/** A bar missing among so many last ones refuses the release; an older one is named (METHODS §8, issue 3). */
export const GAPLESS_BARS = 48;
/** So many neighbouring bars with the same four prices are a feed that stands still. */
const FROZEN_BARS = 12;
/** Gaps named one by one; more are counted. */
const GAPS_NAMED = 20;

export interface Window {
  readonly symbol: string;
  readonly barMs: number;
  readonly cutoff: EpochMs;
}

/** The bar closing at the cutoff must be there: `data.stale`. `rows`: at least one, ascending, before the cutoff. */
export function checkFresh(rows: readonly CandleRow[], { symbol, barMs, cutoff }: Window): void {
  const lastClose = rows[rows.length - 1][0] + barMs;
  if (lastClose === cutoff) return;
  throw new AlmanacError(
    'data.stale',
    `The bar of ${symbol} closing at ${momentText(cutoff)} is missing; the last one closed at ${momentText(lastClose)}, ${durationText(cutoff - lastClose)} before the cutoff. Wait for the bar, or use another source.`,
    { symbol, cutoffMs: cutoff, lastCloseMs: lastClose, ageMs: cutoff - lastClose },
  );
}

interface Gap {
  readonly firstMissing: EpochMs;
  readonly lastMissing: EpochMs;
  readonly bars: number;
}

/** A bar missing within the last 48: `data.gap`. Answers older gaps as findings; nothing is filled. */
export function checkGaps(rows: readonly CandleRow[], { symbol, barMs, cutoff }: Window): string[] {
  const gaps = gapsOf(rows, barMs);
  const recent = gaps.find((gap) => gap.lastMissing >= cutoff - GAPLESS_BARS * barMs);
  if (recent !== undefined) {
    throw new AlmanacError(
      'data.gap',
      `${gapText(recent)} of ${symbol}, within the last ${GAPLESS_BARS} bars before ${momentText(cutoff)}. Use another source, or a cutoff after ${momentText(recent.lastMissing + (GAPLESS_BARS + 1) * barMs)}.`,
      { symbol, firstMissingMs: recent.firstMissing, lastMissingMs: recent.lastMissing, missingBars: recent.bars },
    );
  }
  const named = gaps.slice(-GAPS_NAMED).map((gap) => `older gap: ${gapText(gap)}, not filled`);
  const rest = gaps.slice(0, -GAPS_NAMED);
  if (rest.length === 0) return named;
  const bars = rest.reduce((sum, gap) => sum + gap.bars, 0);
  return [
    `older gaps: ${rest.length} more before ${momentText(gaps[rest.length].firstMissing)}, ${bars} bars, not filled`,
    ...named,
  ];
}

function gapsOf(rows: readonly CandleRow[], barMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 1; i < rows.length; i++) {
    const distance = rows[i][0] - rows[i - 1][0];
    if (distance <= barMs) continue;
    gaps.push({ firstMissing: rows[i - 1][0] + barMs, lastMissing: rows[i][0] - barMs, bars: distance / barMs - 1 });
  }
  return gaps;
}

function gapText({ bars, firstMissing, lastMissing }: Gap): string {
  if (bars === 1) return `1 bar missing at ${momentText(firstMissing)}`;
  return `${bars} bars missing from ${momentText(firstMissing)} to ${momentText(lastMissing)}`;
}

/** Prices that stand still within the last 48 bars: `data.constant`. Answers older stretches as findings. */
export function checkMoving(rows: readonly CandleRow[], { symbol, barMs, cutoff }: Window): string[] {
  const findings: string[] = [];
  for (let start = 0, i = 1; i <= rows.length; i++) {
    if (i < rows.length && samePrices(rows[i], rows[start])) continue;
    const bars = i - start;
    if (bars >= FROZEN_BARS) {
      const what = `${bars} bars with the same prices (close ${rows[start][4]}) from ${momentText(rows[start][0])} to ${momentText(rows[i - 1][0])}`;
      if (rows[i - 1][0] >= cutoff - GAPLESS_BARS * barMs) throw constant(what, rows[start], bars, symbol);
      findings.push(`standing still: ${what}`);
    }
    start = i;
  }
  return findings;
}

function samePrices(a: CandleRow, b: CandleRow): boolean {
  return a[1] === b[1] && a[2] === b[2] && a[3] === b[3] && a[4] === b[4];
}

function constant(what: string, row: CandleRow, bars: number, symbol: string): AlmanacError {
  return new AlmanacError(
    'data.constant',
    `The prices of ${symbol} stand still: ${what}. The feed is frozen or the market halted; use another source or wait.`,
    { symbol, openTimeMs: row[0], close: row[4], bars },
  );
}

/** Fewer bars than a release needs: `data.too-little-history`. */
export function checkEnough(rows: readonly CandleRow[], minBars: number, { symbol, barMs, cutoff }: Window): void {
  if (rows.length >= minBars) return;
  throw new AlmanacError(
    'data.too-little-history',
    `${symbol} has ${rows.length} bars of ${durationText(barMs)} before ${momentText(cutoff)}; a release needs ${minBars}. Use a longer history or a later moment.`,
    { symbol, bars: rows.length, neededBars: minBars, firstOpenTimeMs: rows[0]?.[0] ?? null },
  );
}
