/** What a person typed about a market, checked before anything is opened: a slip of the fingers is told at once. */
import { AlmanacError } from '../../domain/errors.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { cutoffAt } from '../../domain/market/cutoff.ts';
import { SOURCE_KINDS, type SourceKind } from '../../domain/market/sources.ts';
import { typedSymbol } from '../../domain/market/symbols.ts';

/** Which market, and as of when. */
export interface MarketArguments {
  readonly symbol?: string | undefined;
  readonly source?: string | undefined;
  /** Absolute paths. */
  readonly candles: readonly string[];
  readonly asOf?: string | undefined;
  readonly seed?: string | undefined;
}

export interface ReleaseArguments extends MarketArguments {
  readonly slot: string;
}

export interface MarketWords {
  readonly symbol: string;
  /** Null: the live market, or the simulated one where no exchange answers. */
  readonly source: SourceKind | null;
  readonly candleFiles: readonly string[];
  readonly seed: string | null;
  /** As it was typed, and the close of the last hourly bar at or before it. */
  readonly asOf: { readonly typed: string; readonly at: EpochMs; readonly cutoff: EpochMs } | null;
}

/** @throws AlmanacError input.invalid, input.unknown-symbol */
export function readReleaseWords(given: ReleaseArguments, symbols: readonly string[], now: EpochMs): MarketWords {
  if (given.slot === 'manual') return readMarketWords(given, symbols, now);
  throw new AlmanacError(
    'input.invalid',
    `--slot=${given.slot} cannot be asked for by hand; use --slot=manual. Planned slots run from "npm start".`,
    { slot: given.slot },
  );
}

/** @throws AlmanacError input.invalid, input.unknown-symbol */
export function readMarketWords(given: MarketArguments, symbols: readonly string[], now: EpochMs): MarketWords {
  return {
    symbol: typedSymbol(given.symbol ?? symbols[0]),
    source: sourceOf(given),
    candleFiles: given.candles,
    seed: given.seed === undefined ? null : seedOf(given.seed),
    asOf: given.asOf === undefined ? null : momentOf(given.asOf, now),
  };
}

function sourceOf({ source, candles }: MarketArguments): SourceKind | null {
  const named = source ?? (candles.length > 0 ? 'recorded' : null);
  const known = SOURCE_KINDS.find((kind) => kind === named) ?? null;
  if (named !== null && known === null) {
    const sentence = `--source=${named} is none of ${SOURCE_KINDS.join(', ')}.`;
    throw new AlmanacError('input.invalid', sentence, { source: named });
  }
  if (known === 'recorded' && candles.length === 0) {
    throw new AlmanacError('input.invalid', '--source=recorded needs --candles=FILE[,FILE…].');
  }
  if (known !== 'recorded' && candles.length > 0) {
    throw new AlmanacError('input.invalid', `--candles goes with --source=recorded, not with --source=${named}.`);
  }
  return known;
}

function seedOf(text: string): string {
  if (/^\d{1,15}$/.test(text)) return text;
  throw new AlmanacError('input.invalid', `--seed=${text} is not a whole number of at most 15 digits.`, { seed: text });
}

function momentOf(text: string, now: EpochMs): NonNullable<MarketWords['asOf']> {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) {
    const sentence = `--as-of=${text} is not a moment with its zone; write e.g. 2023-06-01T12:00Z.`;
    throw new AlmanacError('input.invalid', sentence, { asOf: text });
  }
  if (at > now) {
    const sentence = `--as-of=${text} lies in the future; it is ${new Date(now).toISOString()} now.`;
    throw new AlmanacError('input.invalid', sentence, { asOf: text });
  }
  return { typed: text, at, cutoff: cutoffAt(at, HOUR_MS) };
}
