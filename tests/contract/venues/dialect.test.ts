/** The orders of the simulated exchange as a stranger would send them: signed by hand, read as JSON. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Market, START_QUOTE } from './market.ts';

const MINUTE_MS = 60_000;
let market: Market;
let customers = 0;

beforeAll(async () => {
  const accounts = Array.from({ length: 30 }, (_, i) => ({
    apiKey: `key-${i}`,
    secret: 'secret',
    balances: { USDT: START_QUOTE, BTC: '1' },
  }));
  market = await Market.open({ accounts, weightPerMinute: 400 });
});
beforeEach(() => {
  customers++;
  market.pass(MINUTE_MS);
});
afterAll(() => market[Symbol.asyncDispose]());

type Json = Record<string, unknown>;
type Parameters = Readonly<Record<string, string | number>>;

async function send(method: string, path: string, parameters: Parameters = {}, secret = 'secret') {
  const fields = { ...parameters, timestamp: parameters.timestamp ?? market.now };
  const query = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const signature = createHmac('sha256', secret).update(query).digest('hex');
  const url = `${market.exchange.origin}${path}?${query}&signature=${signature}`;
  const answer = await fetch(url, { method, headers: { 'X-MBX-APIKEY': `key-${customers}` } });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
}

const place = (parameters: Parameters) => send('POST', '/api/v3/order', { symbol: 'BTCUSDT', ...parameters });
const own = (clientOrderId: unknown) =>
  send('GET', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: String(clientOrderId) });
const last = async () => {
  const answer = await fetch(`${market.exchange.origin}/api/v3/ticker/price?symbol=BTCUSDT`);
  return Number(((await answer.json()) as { price: string }).price);
};
const balance = async (asset: string) => {
  const { body } = await send('GET', '/api/v3/account');
  return (body.balances as Json[]).find((each) => each.asset === asset);
};
const LIMIT = { type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01' };

describe('orders in Binance’s dialect', () => {
  it('rests a limit order, locks what it needs, and gives it back when it is cancelled', async () => {
    const { body } = await place({ ...LIMIT, side: 'BUY', price: '20000', newClientOrderId: 'mine' });
    expect(body).toMatchObject({ status: 'NEW', clientOrderId: 'mine', executedQty: '0.00000000', fills: [] });
    expect(await balance('USDT')).toMatchObject({ free: '249800.00000000', locked: '200.00000000' });
    const { body: cancelled } = await send('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: 'mine' });
    expect(cancelled).toMatchObject({ status: 'CANCELED', origClientOrderId: 'mine' });
    expect(await balance('USDT')).toMatchObject({ free: '250000.00000000', locked: '0.00000000' });
    expect((await send('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: 'mine' })).body.code).toBe(
      -2011,
    );
  });

  it('fills a limit order at its price once the market trades through it, as a maker', async () => {
    const { stopPrice, pass } = market.fallAhead();
    const { body } = await place({ ...LIMIT, side: 'BUY', price: stopPrice.toFixed() });
    expect(body.status).toBe('NEW');
    pass();
    const { body: filled } = await own(body.clientOrderId);
    expect(filled).toMatchObject({ status: 'FILLED', executedQty: '0.01000000' });
    const { body: trades } = await send('GET', '/api/v3/myTrades', { symbol: 'BTCUSDT' });
    expect((trades as unknown as Json[])[0]).toMatchObject({
      isMaker: true,
      commission: '0.00001000',
      commissionAsset: 'BTC',
    });
  });

  it('takes what a limit crosses, and lets the rest of IOC go', async () => {
    const price = ((await last()) * 1.01).toFixed(2);
    const { body } = await place({ ...LIMIT, side: 'BUY', price });
    expect(body.status).toBe('FILLED');
    const { body: ioc } = await place({ ...LIMIT, timeInForce: 'IOC', side: 'BUY', price: '20000' });
    expect(ioc).toMatchObject({ status: 'EXPIRED', executedQty: '0.00000000' });
  });

  it('pairs a target with a stop: the stop’s fill ends the target, and both lock the coins once', async () => {
    const { stopPrice, pass } = market.fallAhead();
    const { body } = await send('POST', '/api/v3/orderList/oco', {
      symbol: 'BTCUSDT',
      side: 'SELL',
      quantity: '0.8',
      aboveType: 'LIMIT_MAKER',
      abovePrice: ((await last()) * 2).toFixed(2),
      aboveClientOrderId: 'target',
      belowType: 'STOP_LOSS',
      belowStopPrice: stopPrice.toFixed(),
      belowClientOrderId: 'stop',
    });
    expect(body.orders).toHaveLength(2);
    expect(await balance('BTC')).toMatchObject({ free: '0.20000000', locked: '0.80000000' });
    pass();
    expect((await own('stop')).body.status).toBe('FILLED');
    expect((await own('target')).body.status).toBe('EXPIRED');
    expect(await balance('BTC')).toMatchObject({ free: '0.20000000', locked: '0.00000000' });
  });

  it('turns a stop-limit into a limit order that fills no lower', async () => {
    const { stopPrice, pass } = market.fallAhead();
    const price = stopPrice.toFixed();
    const { body } = await place({
      type: 'STOP_LOSS_LIMIT',
      timeInForce: 'GTC',
      side: 'SELL',
      quantity: '0.01',
      price,
      stopPrice: price,
    });
    expect(body.isWorking).toBe(false);
    pass();
    const { body: after } = await own(body.clientOrderId);
    expect(after).toMatchObject({
      isWorking: true,
      status: 'FILLED',
      cummulativeQuoteQty: stopPrice.times('0.01').toFixed(8),
    });
  });

  it('takes an id again once its order is over, and refuses it while it is open', async () => {
    const order = { type: 'MARKET', side: 'BUY', quantity: '0.01', newClientOrderId: 'again' };
    expect((await place(order)).body.status).toBe('FILLED');
    expect((await place(order)).body.status).toBe('FILLED');
    const resting = { ...LIMIT, side: 'BUY', price: '20000', newClientOrderId: 'open' };
    await place(resting);
    expect((await place(resting)).body).toEqual({ code: -2010, msg: 'Duplicate order sent.' });
  });

  it.each([
    ['a step', { type: 'MARKET', side: 'BUY', quantity: '0.000015' }, -1013],
    ['a tick', { ...LIMIT, side: 'BUY', price: '20000.001' }, -1013],
    ['too many decimals', { type: 'MARKET', side: 'BUY', quantity: '0.0000000001' }, -1111],
    ['too little', { type: 'MARKET', side: 'BUY', quantity: '0.00001' }, -1013],
    ['no price', { type: 'LIMIT', side: 'BUY', quantity: '0.01' }, -1102],
    ['no such side', { type: 'MARKET', side: 'HOLD', quantity: '0.01' }, -1117],
    ['no such type', { type: 'WISH', side: 'BUY', quantity: '0.01' }, -1116],
    ['a maker that would take', { type: 'LIMIT_MAKER', side: 'BUY', quantity: '0.01', price: '900000' }, -2010],
    ['a stop already passed', { type: 'STOP_LOSS', side: 'SELL', quantity: '0.01', stopPrice: '900000' }, -2010],
    ['no money', { type: 'MARKET', side: 'BUY', quantity: '20' }, -2010],
  ])('refuses %s by its code', async (_, order, code) => {
    expect((await place(order)).body.code).toBe(code);
    expect((await send('GET', '/api/v3/allOrders', { symbol: 'BTCUSDT' })).body).toEqual([]);
  });

  it('takes no more than five stops', async () => {
    const stop = { type: 'STOP_LOSS', side: 'SELL', quantity: '0.01', stopPrice: '20000' };
    for (let i = 0; i < 5; i++) expect((await place(stop)).status).toBe(200);
    expect((await place(stop)).body.msg).toMatch(/MAX_NUM_ALGO_ORDERS/);
  });

  it('knows who asks, and how old the request is', async () => {
    expect((await send('GET', '/api/v3/account', {}, 'wrong')).body.code).toBe(-1022);
    expect((await send('GET', '/api/v3/account', { timestamp: market.now - 6_000 })).body.code).toBe(-1021);
    expect((await send('GET', '/api/v3/account', { timestamp: market.now - 6_000, recvWindow: 7_000 })).status).toBe(
      200,
    );
    expect((await send('GET', '/api/v3/account', { timestamp: market.now + 1_500 })).body.code).toBe(-1021);
  });

  it('asks to be left alone, and bans who does not listen, longer each time', async () => {
    const account = () => send('GET', '/api/v3/account');
    for (let i = 0; i < 20; i++) expect((await account()).status).toBe(200);
    const warned = await account();
    expect([warned.status, Number(warned.headers.get('retry-after')) > 0]).toEqual([429, true]);
    const banned = await account();
    expect([banned.status, banned.headers.get('retry-after')]).toEqual([418, '120']);
    market.pass(121_000);
    expect((await account()).status).toBe(200);
  });
});
