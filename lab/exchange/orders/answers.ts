/** Orders and trades as Binance writes them. */
import { marketId } from '../query.ts';
import type { SpotOrder, SpotTrade } from './account.ts';
import { textOf } from './units.ts';

export function orderAnswer(order: SpotOrder) {
  return {
    symbol: marketId(order.listing),
    orderId: order.orderId,
    orderListId: order.listId,
    clientOrderId: order.clientOrderId,
    price: textOf(order.price),
    origQty: textOf(order.quantity),
    executedQty: textOf(order.executed),
    cummulativeQuoteQty: textOf(order.cumulativeQuote),
    status: order.status,
    timeInForce: order.timeInForce,
    type: order.type,
    side: order.side,
    stopPrice: textOf(order.stopPrice),
    icebergQty: '0.00000000',
    time: order.time,
    updateTime: order.updateTime,
    isWorking: order.isWorking,
    workingTime: order.isWorking ? order.time : -1,
    origQuoteOrderQty: '0.00000000',
    selfTradePreventionMode: 'NONE',
  };
}

/** Of a new order, with the fills that it took at once. */
export function fullAnswer(order: SpotOrder, trades: readonly SpotTrade[]) {
  const fills = trades
    .filter((trade) => trade.order === order)
    .map(({ price, quantity, commission, commissionAsset, id }) => ({
      price: textOf(price),
      qty: textOf(quantity),
      commission: textOf(commission),
      commissionAsset,
      tradeId: id,
    }));
  return { ...orderAnswer(order), transactTime: order.updateTime, fills };
}

export function tradeAnswer(trade: SpotTrade) {
  return {
    symbol: marketId(trade.order.listing),
    id: trade.id,
    orderId: trade.order.orderId,
    orderListId: trade.order.listId,
    price: textOf(trade.price),
    qty: textOf(trade.quantity),
    quoteQty: textOf(trade.quoteQuantity),
    commission: textOf(trade.commission),
    commissionAsset: trade.commissionAsset,
    time: trade.time,
    isBuyer: trade.order.side === 'BUY',
    isMaker: trade.isMaker,
    isBestMatch: true,
  };
}
