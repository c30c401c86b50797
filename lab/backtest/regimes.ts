import { AlmanacError } from '../../domain/errors.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { historyAt } from '../../domain/market/history.ts';
import { durationText } from '../../domain/market/moments.ts';
import { estimateRegime, regimeSeries } from '../../domain/regime/detect.ts';

/**
 * The regime at a moment, as a word for a table: detected from the bars closed by then, with parameters estimated once over
 * the whole span, so with hindsight. Nothing is traded on it. Throws `input.invalid` for bars that are not hours, and
 * `data.too-little-history`.
 */
export function regimesOf(candles: Candles): (at: EpochMs) => string {
  if (candles.barMs !== HOUR_MS) throw notHours(candles.barMs);
  const end = candles.openTime[candles.openTime.length - 1] + HOUR_MS;
  const history = historyAt(candles, end, Number.POSITIVE_INFINITY);
  const verdicts = regimeSeries(history, estimateRegime(history));
  return (at) => {
    const bar = Math.floor((at - history.firstOpenTime) / HOUR_MS) - 1;
    return verdicts[bar]?.regime ?? 'unknown';
  };
}

function notHours(barMs: number): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `Regimes are those of hourly bars, and these are of ${durationText(barMs)}; leave out --regimes.`,
    { barMs },
  );
}
