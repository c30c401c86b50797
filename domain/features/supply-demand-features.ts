/**
 * F047: the order book and the perpetual future. These snapshots are taken around the cutoff, usually seconds after it:
 * they carry their age, are shown, and no model reads them (DESIGN §10). Holder ratios come with their source.
 */
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../market/candles.ts';
import { momentText } from '../market/moments.ts';
import type { DerivativesSnapshot, OrderBookSnapshot } from '../market/sources.ts';
import type { Feature } from './feature.ts';
import { feature } from './reading.ts';

const BOOK_LEVELS = 20;
/** No release is committed later than this after its cutoff, so a later snapshot belongs to another moment. */
const LATEST_AFTER_MS = 15 * MINUTE_MS;
const BOOK_KEEPS_MS = 15 * MINUTE_MS;
/** One funding interval. */
const DERIVATIVES_KEEP_MS = 8 * HOUR_MS;

const BOOK_NAMES = ['book_imbalance_20', 'book_spread_bps', 'book_age_seconds'] as const;
const DERIVATIVES_NAMES = [
  'funding_rate',
  'funding_hours_to_next',
  'open_interest_base',
  'basis_bps',
  'derivatives_age_seconds',
] as const;

/** Every F047 feature, in a fixed order; ages are negative for snapshots taken after the cutoff. */
export function supplyDemandFeatures(
  cutoff: EpochMs,
  orderBook: OrderBookSnapshot | null,
  derivatives: DerivativesSnapshot | null,
): Feature[] {
  const bookProblem = unusable('order book', orderBook, cutoff, BOOK_KEEPS_MS) ?? disorder(orderBook);
  const derivativesProblem = unusable('derivatives', derivatives, cutoff, DERIVATIVES_KEEP_MS);
  return [
    ...told(BOOK_NAMES, orderBook === null || bookProblem !== null ? null : bookValues(orderBook, cutoff), bookProblem),
    ...told(
      DERIVATIVES_NAMES,
      derivatives === null || derivativesProblem !== null ? null : derivativesValues(derivatives, cutoff),
      derivativesProblem,
    ),
  ];
}

function told(names: readonly string[], values: readonly (number | null)[] | null, problem: string | null): Feature[] {
  const reason = problem ?? 'the venue does not say';
  return names.map((name, k) => feature(name, 'supply-demand', values?.[k] ?? Number.NaN, reason));
}

function unusable(
  what: string,
  snapshot: { availableAt: EpochMs } | null,
  at: EpochMs,
  keepsMs: number,
): string | null {
  if (snapshot === null) return `the ${what} source is absent`;
  const ageMs = at - snapshot.availableAt;
  if (ageMs <= keepsMs && ageMs >= -LATEST_AFTER_MS) return null;
  return `the ${what} snapshot is of ${momentText(snapshot.availableAt)}, too far from ${momentText(at)}`;
}

function disorder(book: OrderBookSnapshot | null): string | null {
  if (book === null) return null;
  if (book.bids.length === 0 || book.asks.length === 0) return 'the order book has an empty side';
  const bid = book.bids[0][0];
  const ask = book.asks[0][0];
  return bid < ask ? null : `the order book is crossed: bid ${bid}, ask ${ask}`;
}

function bookValues({ bids, asks, availableAt }: OrderBookSnapshot, cutoff: EpochMs): number[] {
  const demand = depth(bids);
  const supply = depth(asks);
  const spread = asks[0][0] - bids[0][0];
  const middle = (asks[0][0] + bids[0][0]) / 2;
  return [(demand - supply) / (demand + supply), (10_000 * spread) / middle, (cutoff - availableAt) / 1000];
}

/** Base units within the best levels. */
function depth(levels: OrderBookSnapshot['bids']): number {
  return levels.slice(0, BOOK_LEVELS).reduce((sum, [, quantity]) => sum + quantity, 0);
}

function derivativesValues(snapshot: DerivativesSnapshot, cutoff: EpochMs): (number | null)[] {
  const { fundingRate, nextFundingTime, openInterest, markPrice, indexPrice, availableAt } = snapshot;
  return [
    fundingRate,
    nextFundingTime === null ? null : (nextFundingTime - cutoff) / HOUR_MS,
    openInterest,
    markPrice === null || indexPrice === null ? null : 10_000 * (markPrice / indexPrice - 1),
    (cutoff - availableAt) / 1000,
  ];
}
