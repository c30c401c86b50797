/** Recorded candles as an evaluation reads them: checked row by row as a release would, then as it stands at any moment. */
import { learnedHistory } from '../../activities/steps/learn.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { checkCandles } from '../../domain/market/checks.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { earlier, fromFirstBar, type History, historyAt, MAX_HISTORY_BARS } from '../../domain/market/history.ts';
import { rowsOf } from '../../domain/market/rows.ts';
import type { CandleRow } from '../../domain/market/sources.ts';

export class RecordedMarket {
  /** All of it, on a regular grid. */
  readonly history: History;
  readonly #rows: readonly CandleRow[];

  constructor(candles: Candles) {
    const lastClose = candles.openTime[candles.openTime.length - 1] + HOUR_MS;
    this.history = historyAt(candles, lastClose, (lastClose - candles.openTime[0]) / HOUR_MS);
    this.#rows = rowsOf(candles);
  }

  /** What a release at this moment loads. */
  loadedAt(decision: EpochMs): History {
    return fromFirstBar(earlier(this.history, decision, MAX_HISTORY_BARS));
  }

  /** What the ensemble learns from in the week of this moment. */
  learnedFrom(decision: EpochMs): History {
    return learnedHistory(this.loadedAt(decision));
  }

  /** The code by which a release at this moment refuses its prices; null when it takes them. */
  refusalAt(decision: EpochMs): string | null {
    const from = decision - MAX_HISTORY_BARS * HOUR_MS;
    const rows = this.#rows.slice(this.#firstFrom(from), this.#firstFrom(decision));
    try {
      checkCandles(rows, { symbol: this.history.symbol, barMs: HOUR_MS, cutoff: decision, from });
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
