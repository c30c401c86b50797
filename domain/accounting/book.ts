/** What an account holds of one market, and what that was worth and cost: a value that events turn into the next one. */
import type { EpochMs } from '../market/candles.ts';
import { parseSymbol } from '../market/symbols.ts';
import type { Lot } from './lots.ts';
import { type BaseQuantity, exact, type Price, type QuoteAmount, ZERO } from './money.ts';

/** Units too few for the venue to sell: still owned, no position any more (INCIDENTS O12). */
export interface Dust {
  readonly quantity: BaseQuantity;
  /** What they had cost; realised as a loss. */
  readonly costQuote: QuoteAmount;
  readonly time: EpochMs;
}

/**
 * Holds after every event (`brokenInvariant` checks it): the lots add up to the position, and
 * cash = start + realised − fees paid in base and quote − funding − cost of the open position.
 */
export interface AccountBook {
  readonly base: string;
  readonly quote: string;
  readonly startQuote: QuoteAmount;
  /** Negative where more was bought than the account holds: a loan of a perpetual's margin. */
  readonly cashQuote: QuoteAmount;
  /** Negative for a short position. */
  readonly positionBase: BaseQuantity;
  /** Oldest first; all on the side of the position. */
  readonly lots: readonly Lot[];
  /** Of what was closed, fees and funding not taken off. */
  readonly realisedQuote: QuoteAmount;
  readonly feesQuote: QuoteAmount;
  /** The part of `feesQuote` that was paid in third coins, valued when it was paid. */
  readonly feesElsewhereQuote: QuoteAmount;
  /** Units of each asset paid as fees. */
  readonly feesByAsset: Readonly<Record<string, QuoteAmount>>;
  /** Negative: received. */
  readonly fundingPaidQuote: QuoteAmount;
  readonly dust: readonly Dust[];
}

/** An account with nothing but cash. @example openBook('BTC/USDT', new Money(10_000)) */
export function openBook(symbol: string, startQuote: QuoteAmount): AccountBook {
  const cash = exact(startQuote);
  return {
    ...parseSymbol(symbol),
    startQuote: cash,
    cashQuote: cash,
    positionBase: ZERO,
    lots: [],
    realisedQuote: ZERO,
    feesQuote: ZERO,
    feesElsewhereQuote: ZERO,
    feesByAsset: {},
    fundingPaidQuote: ZERO,
    dust: [],
  };
}

/** Cash plus the position at the mark price, less what third coins paid; dust counts for nothing. */
export function equityAt({ cashQuote, positionBase, feesElsewhereQuote }: AccountBook, mark: Price): QuoteAmount {
  return cashQuote.plus(positionBase.times(mark)).minus(feesElsewhereQuote);
}

/** What closing at the mark price would add to `realisedQuote`. */
export function unrealisedAt(book: AccountBook, mark: Price): QuoteAmount {
  return book.positionBase.times(mark).minus(positionCost(book));
}

/** What was paid for the open position, fees apart; negative for a short one: what was received. */
export function positionCost({ lots, positionBase }: AccountBook): QuoteAmount {
  const cost = lots.reduce((sum, { quantity, price }) => sum.plus(quantity.times(price)), ZERO);
  return positionBase.isNegative() ? cost.negated() : cost;
}

/** The first invariant that does not hold, in words; null when all do. */
export function brokenInvariant(book: AccountBook): string | null {
  const { lots, positionBase, startQuote, realisedQuote, feesQuote, feesElsewhereQuote, fundingPaidQuote } = book;
  const held = lots.reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
  if (!held.equals(positionBase.abs())) {
    return `the lots hold ${held.toFixed()}, the position is ${positionBase.toFixed()}`;
  }
  if (lots.some(({ quantity }) => !quantity.greaterThan(ZERO))) return 'a lot is empty';
  const cash = startQuote
    .plus(realisedQuote)
    .minus(feesQuote.minus(feesElsewhereQuote))
    .minus(fundingPaidQuote)
    .minus(positionCost(book));
  if (cash.equals(book.cashQuote)) return null;
  return `cash is ${book.cashQuote.toFixed()}, the events add up to ${cash.toFixed()}`;
}
