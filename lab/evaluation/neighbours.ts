/** What followed the similar windows that a release would show, as a forecast of its own: it has a calibration row. */
import { NEIGHBOURS } from '../../activities/steps/similarity.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { earlier, type History, MAX_HISTORY_BARS } from '../../domain/market/history.ts';
import { outcome } from '../../domain/scoring/outcome.ts';
import { neighbourDistribution } from '../../domain/similarity/distribution.ts';
import { type EmbeddedBars, embedBar, embedRange } from '../../domain/similarity/embedding.ts';
import { nearestWindows } from '../../domain/similarity/search.ts';
import { latestNeighbourClose, WINDOW_BARS } from '../../domain/similarity/selection.ts';
import { DIMENSIONS, LOOKBACK_BARS, SPACE_ID } from '../../domain/similarity/space.ts';

/** The windows that the decisions of a span may look at, embedded once. */
export class NeighbourForecasts {
  readonly #history: History;
  readonly #embedded: EmbeddedBars;

  /** `from` and `to`: the first and the last decision. */
  constructor(history: History, from: EpochMs, to: EpochMs) {
    this.#history = earlier(history, to, MAX_HISTORY_BARS + (to - from) / HOUR_MS);
    this.#embedded = embedRange(this.#history, 0, this.#history.length);
  }

  /** Weighted quantiles per horizon, shape (103); null where there is no window or no outcome. */
  at(decision: EpochMs, horizonsHours: readonly number[]): (Float64Array | null)[] {
    const known = earlier(this.#history, decision);
    const query = known.length > 0 ? embedBar(known, known.length - 1) : null;
    if (!query) return horizonsHours.map(() => null);
    const { bars, distances } = nearestWindows(query, this.#knownAt(known.length), {
      until: latestNeighbourClose(decision, WINDOW_BARS, HOUR_MS),
      k: NEIGHBOURS,
      apartBars: WINDOW_BARS,
    });
    const neighbours = Array.from(bars, (bar, i) => {
      const closeTime = known.firstOpenTime + (bar + 1) * HOUR_MS;
      return { closeTime, distance: distances[i], outcomes: outcomesOf(known, closeTime, horizonsHours) };
    });
    const similar = { spaceId: SPACE_ID, asked: NEIGHBOURS, verdict: 'enough' as const, neighbours };
    return horizonsHours.map((hours) => neighbourDistribution(similar, hours)?.quantiles ?? null);
  }

  /** Windows that lie whole within what a release loads. */
  #knownAt(length: number): EmbeddedBars {
    const { spaceId, closeTimes, vectors } = this.#embedded;
    const from = Math.max(0, length - MAX_HISTORY_BARS) + LOOKBACK_BARS - 1;
    return {
      spaceId,
      fromBar: from,
      toBar: length,
      closeTimes: closeTimes.subarray(from, length),
      vectors: vectors.subarray(from * DIMENSIONS, length * DIMENSIONS),
    };
  }
}

function outcomesOf(known: History, closeTime: EpochMs, horizonsHours: readonly number[]) {
  return Object.fromEntries(
    horizonsHours.map((hours) => {
      const y = outcome(known, closeTime, hours);
      return [String(hours), Number.isFinite(y) ? y : null];
    }),
  );
}
