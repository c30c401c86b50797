/** What a fill costs and how much of an order it is. */
import type { Decimal } from 'decimal.js';
import type { Fee, Fill } from '../../accounting/fill.ts';
import { type BaseQuantity, exact, Money, type Price, type QuoteAmount, ZERO } from '../../accounting/money.ts';
import type { Bar } from './bar.ts';
import type { RestingOrder } from './order.ts';
import type { Reach } from './reach.ts';
import type { PaperVenue } from './venue.ts';

/** Who rests makes the market; who does not wait takes it, and pays half the spread and the slippage. */
export function liquidityOf({ phase }: Reach): Fill['liquidity'] {
  return phase === 'limit-at-open' || phase === 'limit-inside' ? 'maker' : 'taker';
}

/** A stop-limit order never fills beyond its limit. */
export function executionPrice(order: RestingOrder, reached: Reach, bar: Bar, venue: PaperVenue): Price {
  const price = quotedPrice(order, reached, bar);
  if (liquidityOf(reached) === 'maker') return price;
  const concession = venue.spread.div(2).plus(venue.slippage);
  if (concession.isZero()) return price;
  const conceded = price.times(order.side === 'sell' ? ONE.minus(concession) : ONE.plus(concession));
  if (order.limitPrice === null) return conceded;
  return order.side === 'sell' ? Money.max(conceded, order.limitPrice) : Money.min(conceded, order.limitPrice);
}

const ONE = new Money(1);

function quotedPrice({ stopPrice, limitPrice }: RestingOrder, { at }: Reach, { open }: Bar): Price {
  const named = at === 'stop' ? stopPrice : at === 'limit' ? limitPrice : null;
  return named === null ? new Money(open) : exact(named);
}

/** The quantity that the order takes at this price where all of it is found: no more than it wants and may. */
export function wantedQuantity(
  order: RestingOrder,
  price: Price,
  venue: PaperVenue,
  position: BaseQuantity,
): BaseQuantity {
  let quantity =
    order.amount.unit === 'base'
      ? exact(order.amount.quantity)
      : boughtWith(order.amount.spend, price, venue.takerFee, venue);
  if (order.reduceOnly) quantity = Money.min(quantity, reducible(order, position));
  return order.group === null ? quantity : Money.min(quantity, order.group.left);
}

/** How much of the position an order on this side can close. */
export function reducible({ side }: Pick<RestingOrder, 'side'>, position: BaseQuantity): BaseQuantity {
  const against = side === 'sell' ? position : position.negated();
  return against.isPositive() ? against : ZERO;
}

/** The most that a sum of quote pays for at this price, the fee included where quote pays it; on the step. */
export function boughtWith(sum: QuoteAmount, price: Price, rate: Decimal, venue: PaperVenue): BaseQuantity {
  const { quantityStep } = venue;
  return exact(sum)
    .divToInt(paidPerUnit(price, rate, venue).times(quantityStep))
    .times(quantityStep);
}

/** What a spot account has to have for each unit of a buy at this traded price, by what taking concedes and costs. */
export function reservedPerUnit(price: Price, venue: PaperVenue): Price {
  const concession = venue.spread.div(2).plus(venue.slippage);
  return paidPerUnit(price.times(ONE.plus(concession)), venue.takerFee, venue);
}

/** With the fee, where quote pays it. */
function paidPerUnit(price: Price, rate: Decimal, { buyFeeIn, feeCoin }: PaperVenue): Price {
  return buyFeeIn === 'quote' && feeCoin === undefined ? price.times(rate.plus(1)) : price;
}

/** Of a quotient, which has no end in decimals. */
const COIN_DECIMALS = 8;

export function feeOf(
  side: RestingOrder['side'],
  quantity: BaseQuantity,
  price: Price,
  rate: Decimal,
  venue: PaperVenue,
): Fee {
  const { feeCoin, assetDecimals } = venue;
  if (feeCoin !== undefined) {
    const amount = quantity.times(price).times(rate).div(feeCoin.priceQuote);
    return { amount: amount.toDecimalPlaces(assetDecimals ?? COIN_DECIMALS, Money.ROUND_DOWN), ...feeCoin };
  }
  const inBase = side === 'buy' && venue.buyFeeIn === 'base';
  const exactAmount = inBase ? quantity.times(rate) : quantity.times(price).times(rate);
  const amount =
    assetDecimals === undefined ? exactAmount : exactAmount.toDecimalPlaces(assetDecimals, Money.ROUND_DOWN);
  return { amount, asset: inBase ? venue.base : venue.quote, priceQuote: null };
}
