/** Recorded candles as an evaluation reads them: checked row by row as a release would, then as it stands at any moment. */
import { learnedHistory } from '../../activities/learned.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { checkCandles } from '../../domain/market/checks.ts';
import { type Candles, type EpochMs, FIVE_MINUTES_MS } from '../../domain/market/candles.ts';
import {
  earlier,
  fromFirstBar,
  type History,
  historyAt,
  MAX_HISTORY_BARS,
  MIN_HISTORY_BARS,
} from '../../domain/market/history.ts';
import { rowsOf } from '../../domain/market/rows.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { triggerMoments } from '../../domain/triggered/trigger.ts';
import { FEWEST_TRIGGERED_BARS, TRIGGERED_HISTORY_BARS } from '../../domain/triggered/decisions.ts';

/** How much of the past a release looks at, on bars of a length. */
export function looksBack(barMs: number): { readonly mostBars: number; readonly fewestBars: number } {
  return barMs === FIVE_MINUTES_MS
    ? { mostBars: TRIGGERED_HISTORY_BARS, fewestBars: FEWEST_TRIGGERED_BARS }
    : { mostBars: MAX_HISTORY_BARS, fewestBars: MIN_HISTORY_BARS };
}

export class RecordedMarket {
  /** All of it, on a regular grid. */
  readonly history: History;
  readonly #rows: readonly CandleRow[];
  #triggers: readonly EpochMs[] | null = null;

  constructor(candles: Candles) {
    const { barMs, openTime } = candles;
    const lastClose = openTime[openTime.length - 1] + barMs;
    this.history = historyAt(candles, lastClose, (lastClose - openTime[0]) / barMs);
    this.#rows = rowsOf(candles);
  }

  /** Every moment at which the trigger fires, told once; only on bars of five minutes. */
  get triggers(): readonly EpochMs[] {
    this.#triggers ??= triggerMoments(this.history);
    return this.#triggers;
  }

  /** What a release at this moment loads. */
  loadedAt(decision: EpochMs): History {
    return fromFirstBar(earlier(this.history, decision, looksBack(this.history.barMs).mostBars));
  }

  /** What the ensemble learns from in the week of this moment. */
  learnedFrom(decision: EpochMs): History {
    return learnedHistory(this.loadedAt(decision));
  }

  /** The code by which a release at this moment refuses its prices; null when it takes them. */
  refusalAt(decision: EpochMs): string | null {
    const { symbol, barMs } = this.history;
    const { mostBars, fewestBars } = looksBack(barMs);
    const from = decision - mostBars * barMs;
    const rows = this.#rows.slice(this.#firstFrom(from), this.#firstFrom(decision));
    try {
      checkCandles(rows, { symbol, barMs, cutoff: decision, from, minBars: fewestBars });
      return null;
    } catch (refused) {
      if (refused instanceof AlmanacError && refused.code.startsWith('data.')) return refused.code;
      throw refused;
    }
  }

  /** Index of the first row that opens at or after a moment. */
  #firstFrom(at: EpochMs): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rows[middle][0] < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
