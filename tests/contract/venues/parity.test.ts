/** The same decisions on paper and at the simulated exchange, which shares no line of code with it, give the same ledger. */
import { expect, it } from 'vitest';
import type { Venue } from '../../../activities/ports.ts';
import { openExchangeVenues } from '../../../adapters/exchange/orders/venues.ts';
import { openPriceFeeds } from '../../../adapters/exchange/price-feed.ts';
import { openPaperVenues } from '../../../adapters/paper-venue/venues.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { booksInMemory } from '../backtest/worker.ts';
import { intent, Market, sell, START_QUOTE, stopAt, SYMBOL } from './market.ts';
import { newsOf, pull } from './suite.ts';

const signal = new AbortController().signal;
const KEY = { apiKey: 'key', secret: 'secret' };
const ACCOUNT = { accountId: 'parity', symbol: SYMBOL, startQuote: new Money(START_QUOTE) };
const SETTINGS = {
  fee: 0.001,
  spread: 0,
  slippage: 0,
  latencyMs: 0,
  participation: 0.1,
  market: 'spot',
  leverage: 1,
} as const;

async function ledger(venue: Venue) {
  const { fills, positionBase, cashQuote, openOrders } = await pull(venue);
  return {
    fills: fills.map(({ clientOrderId, fill: { price, quantity, fee, side } }) =>
      [clientOrderId, side, quantity, price, fee.amount, fee.asset].join(' '),
    ),
    positionBase: positionBase.toFixed(),
    cashQuote: cashQuote.toFixed(),
    openOrders,
  };
}

it('buys, stops, cancels and sells over two days come to the same cent and the same coin', async () => {
  await using market = await Market.open({ accounts: [{ ...KEY, balances: { USDT: START_QUOTE } }] });
  const { clock, exchange } = market;
  const { origin } = exchange;
  const feeds = openPriceFeeds({ venues: ['binance'], clock, origin, market: 'spot' });
  const bans = { until: async () => null, ban: async () => {} };
  const venues = [
    await openPaperVenues({ store: booksInMemory(), feeds, clock, settings: SETTINGS }).open(ACCOUNT, signal),
    await openExchangeVenues({ venue: 'binance', key: KEY, clock, bans, origin }).open(ACCOUNT, signal),
  ];
  const both = async <T>(act: (venue: Venue) => Promise<T>): Promise<T> => {
    const [paper, live] = [await act(venues[0]), await act(venues[1])];
    expect(paper).toEqual(live);
    return paper;
  };
  for (const quantity of ['0.1', '1.23457', '0.00731', '0.6']) {
    const entry = intent({ quantity: new Money(quantity) });
    await both(async (venue) => newsOf(await venue.place(entry, signal)));
    const { positionBase } = await pull(venues[0]);
    const held = positionBase.toDecimalPlaces(5, Money.ROUND_DOWN).toFixed();
    const { stopPrice, pass } = market.fallAhead();
    const stop = stopAt(stopPrice, held);
    await both(async (venue) => newsOf(await venue.place(stop, signal)));
    await both(ledger);
    if (quantity === '0.00731') {
      market.pass(17_000);
      await both(async (venue) => newsOf(await venue.cancel(stop.clientOrderId, signal)));
      const exit = sell(held);
      await both(async (venue) => newsOf(await venue.place(exit, signal)));
    } else pass();
    const { fills, openOrders } = await both(ledger);
    expect(openOrders).toEqual([]);
    expect(fills.at(-1)).toMatch(/ sell /);
  }
});
