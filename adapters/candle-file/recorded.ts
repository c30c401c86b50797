import type { MarketSource, PriceAnswer } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { GAPLESS_BARS } from '../../domain/market/continuity-checks.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { readCandleBytes } from './bytes.ts';
import { type ParseFile, readCandleFiles } from './read.ts';

/**
 * Recorded prices from candle files (DESIGN §9). There is no second venue, no order book and no derivatives in them:
 * those sources are absent.
 */
export function openRecorded({
  files,
  parse,
}: {
  readonly files: readonly string[];
  readonly parse?: ParseFile;
}): MarketSource {
  if (files.length === 0) {
    throw new AlmanacError('input.invalid', 'No candle file is named; add --candles=FILE[,FILE].');
  }
  return {
    kind: 'recorded',
    prices: async (request, _stored, signal): Promise<PriceAnswer> => {
      signal.throwIfAborted();
      const { rows, findings } = await readCandleFiles(files, request, parse);
      checkRange(rows, request);
      const wanted = rows.filter((row) => row[0] >= request.from);
      return { venue: 'recorded', series: null, rows: wanted, barMs: request.barMs, passedOver: [], findings };
    },
    secondOpinion: async () => null,
    reach: async () => {
      for (const file of files) await readCandleBytes(file);
    },
    lastClose: async (symbol, barMs) => {
      const { rows } = await readCandleFiles(files, { symbol, barMs, cutoff: Number.POSITIVE_INFINITY }, parse);
      const last = rows.at(-1);
      return last === undefined ? null : last[0] + barMs;
    },
    orderBook: async () => {
      throw absent('order book');
    },
    derivatives: async () => {
      throw absent('derivatives');
    },
  };
}

/** A moment two days or more after the last bar is not stale data but a moment outside of them. */
function checkRange(
  rows: readonly CandleRow[],
  { symbol, barMs, cutoff }: { readonly symbol: string; readonly barMs: number; readonly cutoff: number },
): void {
  const lastClose = (rows.at(-1)?.[0] ?? 0) + barMs;
  if (cutoff - lastClose <= GAPLESS_BARS * barMs) return;
  const reach = rows.length === 0 ? 'nothing' : `${momentText(rows[0][0])} to ${momentText(lastClose)}`;
  throw new AlmanacError(
    'data.outside-range',
    `${momentText(cutoff)} lies outside the candles of ${symbol}, which hold ${reach} before it. Choose a moment inside, or add a file.`,
    { symbol, cutoffMs: cutoff, lastCloseMs: lastClose },
  );
}

function absent(what: string): AlmanacError {
  return new AlmanacError('source.unreachable', `absent: candle files hold no ${what}`, { source: 'recorded' });
}
