/** The signed part of Binance's spot dialect: orders, trades, balances, and what a key may do. */
import type { ExchangeMarket } from '../exchange-market.ts';
import { limitAsked, listingAsked, marketId } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { isOpen, type SpotOrder } from './account.ts';
import { fullAnswer, orderAnswer, tradeAnswer } from './answers.ts';
import type { OrderFaults } from './faults.ts';
import { type Desk, placeOrder, type Wanted } from './place.ts';

export interface SignedRequest extends Desk {
  readonly market: ExchangeMarket;
  readonly query: URLSearchParams;
  readonly faults: OrderFaults;
}

interface Endpoint {
  readonly weight: number;
  readonly answer: (request: SignedRequest) => unknown;
}

/** So long a lagging listing knows nothing of what was accepted or filled. */
const LAG_MS = 3_000;

export const SIGNED_ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'POST /api/v3/order': {
    weight: 1,
    answer: (request) => {
      const order = placeOrder(request, wantedOf(request));
      return fullAnswer(order, request.account.trades);
    },
  },
  'POST /api/v3/order/test': { weight: 1, answer: () => ({}) },
  'POST /api/v3/orderList/oco': { weight: 1, answer: pair },
  'GET /api/v3/order': { weight: 4, answer: (request) => orderAnswer(visible(request, asked(request), unknownOrder)) },
  'DELETE /api/v3/order': { weight: 1, answer: cancelled },
  'GET /api/v3/openOrders': { weight: 6, answer: (request) => listed(request, openOrders(request)).map(orderAnswer) },
  'DELETE /api/v3/openOrders': {
    weight: 1,
    answer: (request) => {
      const orders = openOrders(request);
      if (orders.length === 0) throw unknownCancel();
      for (const order of orders) request.engine.end(request.account, order, 'CANCELED', request.now);
      return orders.map(orderAnswer);
    },
  },
  'GET /api/v3/allOrders': { weight: 20, answer: allOrders },
  'GET /api/v3/myTrades': { weight: 20, answer: trades },
  'GET /api/v3/account': {
    weight: 20,
    answer: ({ account, now }) => ({
      makerCommission: 10,
      takerCommission: 10,
      canTrade: account.terms.canTrade ?? true,
      canWithdraw: account.terms.canWithdraw ?? false,
      canDeposit: true,
      updateTime: now,
      accountType: 'SPOT',
      balances: account.balances(),
      permissions: ['SPOT'],
      uid: 1,
    }),
  },
  'GET /sapi/v1/account/apiRestrictions': {
    weight: 1,
    answer: ({ account: { terms } }) => {
      if (terms.hidesPermissions === true) throw new Refusal(-1000, 'Path not found.', 404);
      return {
        ipRestrict: false,
        createTime: 0,
        enableReading: true,
        enableSpotAndMarginTrading: terms.canTrade ?? true,
        enableWithdrawals: terms.canWithdraw ?? false,
        enableInternalTransfer: false,
        permitsUniversalTransfer: terms.canTransfer ?? false,
        enableMargin: false,
        enableFutures: false,
        enableVanillaOptions: false,
      };
    },
  },
};

function wantedOf({ query, market, now }: SignedRequest): Wanted {
  return {
    listing: listingAsked({ market, query, now }),
    clientOrderId: query.get('newClientOrderId'),
    side: query.get('side') ?? '',
    type: query.get('type') ?? '',
    quantity: query.get('quantity'),
    quoteQuantity: query.get('quoteOrderQty'),
    price: query.get('price'),
    stopPrice: query.get('stopPrice'),
    timeInForce: query.get('timeInForce'),
  };
}

/** A target above and a stop below (or the other way round): the first that is filled ends the other. */
function pair(request: SignedRequest): unknown {
  const { query, market, now } = request;
  const shared = {
    listing: listingAsked({ market, query, now }),
    side: query.get('side') ?? '',
    quantity: query.get('quantity'),
    listId: request.nextOrderId(),
  };
  const leg = (name: 'above' | 'below'): Wanted => ({
    ...shared,
    clientOrderId: query.get(`${name}ClientOrderId`),
    type: query.get(`${name}Type`) ?? '',
    price: query.get(`${name}Price`),
    stopPrice: query.get(`${name}StopPrice`),
    timeInForce: query.get(`${name}TimeInForce`),
  });
  const first = placeOrder(request, leg('above'));
  try {
    // the two sell the same coins: the second locks nothing more
    request.engine.release(request.account, first);
    const second = placeOrder(request, leg('below'));
    const orders = [first, second];
    return {
      orderListId: shared.listId,
      contingencyType: 'OCO',
      listStatusType: 'EXEC_STARTED',
      listOrderStatus: 'EXECUTING',
      transactionTime: now,
      symbol: marketId(shared.listing),
      orders: orders.map(({ orderId, clientOrderId }) => ({
        symbol: marketId(shared.listing),
        orderId,
        clientOrderId,
      })),
      orderReports: orders.map(orderAnswer),
    };
  } catch (refusal) {
    request.engine.end(request.account, first, 'CANCELED', now);
    throw refusal;
  }
}

function cancelled(request: SignedRequest): unknown {
  const order = asked(request);
  if (order === undefined || !isOpen(order)) throw unknownCancel();
  request.engine.end(request.account, order, 'CANCELED', request.now);
  return { ...orderAnswer(order), origClientOrderId: order.clientOrderId };
}

function asked({ account, query, market, now }: SignedRequest): SpotOrder | undefined {
  const listing = listingAsked({ market, query, now });
  const own = query.get('origClientOrderId');
  const id = Number(query.get('orderId') ?? Number.NaN);
  return account.orders.findLast(
    (order) => order.listing === listing && (own === null ? order.orderId === id : order.clientOrderId === own),
  );
}

function openOrders({ account, query, market, now }: SignedRequest): SpotOrder[] {
  return query.has('symbol') ? account.open(listingAsked({ market, query, now }).symbol) : account.open();
}

function allOrders(request: SignedRequest): unknown {
  const { account, query, market, now } = request;
  const listing = listingAsked({ market, query, now });
  const since = Number(query.get('startTime') ?? 0);
  const orders = account.orders.filter((order) => order.listing === listing && order.time >= since);
  return listed(request, orders)
    .slice(-limitAsked(request, 500, 1_000))
    .map(orderAnswer);
}

function trades(request: SignedRequest): unknown {
  const { account, query, market, now, faults } = request;
  const listing = listingAsked({ market, query, now });
  const limit = limitAsked(request, 500, 1_000);
  const [since, from] = [Number(query.get('startTime') ?? 0), Number(query.get('fromId') ?? 0)];
  const until = faults.happens('listing-lags') ? now - LAG_MS : now;
  const known = account.trades.filter(
    (trade) => trade.order.listing === listing && trade.time >= since && trade.time <= until && trade.id >= from,
  );
  return (query.has('fromId') || query.has('startTime') ? known.slice(0, limit) : known.slice(-limit)).map(tradeAnswer);
}

/** A listing may lag behind, or leave out what it has no room for. */
function listed({ faults, now }: SignedRequest, orders: readonly SpotOrder[]): readonly SpotOrder[] {
  const known = faults.happens('listing-lags') ? orders.filter(({ time }) => now - time > LAG_MS) : orders;
  return faults.happens('listing-truncated') ? known.slice(0, 1) : known;
}

function visible({ faults, now }: SignedRequest, order: SpotOrder | undefined, unknown: () => Refusal): SpotOrder {
  if (order === undefined) throw unknown();
  if (now - order.time <= LAG_MS && faults.happens('listing-lags')) throw unknown();
  return order;
}

const unknownOrder = () => new Refusal(-2013, 'Order does not exist.');
const unknownCancel = () => new Refusal(-2011, 'Unknown order sent.');
