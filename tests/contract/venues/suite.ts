/** What every venue must do, whoever it is (issue 5 §5): the executor knows no other difference between paper and live. */
import type { Decimal } from 'decimal.js';
import { expect, it } from 'vitest';
import type { Venue, VenueNews } from '../../../activities/ports.ts';
import type { Fill } from '../../../domain/accounting/fill.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import { intent, sell, START_QUOTE, stopAt, type TriedVenue } from './market.ts';

const signal = new AbortController().signal;

export function venueSuite(open: () => Promise<TriedVenue>): void {
  it('fills a market order at what the book asks, and its books follow to the last digit', async () => {
    const { venue } = await open();
    const best = (await venue.reading(signal))!.ask;
    const order = intent();
    const fills = fillsIn(await venue.place(order, signal));
    expect(fills[0].price.toFixed()).toBe(best.toFixed());
    expect(sum(fills, (fill) => fill.quantity).toFixed()).toBe('0.1');
    const pulled = await pull(venue);
    expect(pulled.cashQuote.toFixed()).toBe(new Money(START_QUOTE).minus(sum(fills, paid)).toFixed());
    expect(pulled.positionBase.toFixed()).toBe(sum(fills, received).toFixed());
    expect(pulled.fills.map(({ clientOrderId }) => clientOrderId)).toContain(order.clientOrderId);
    expect(pulled.openOrders).toEqual([]);
  });

  it('takes the second order of one id for the first one (INCIDENTS O1, O6)', async () => {
    const { venue } = await open();
    const order = intent();
    const first = fillsIn(await venue.place(order, signal));
    const again = await venue.place(order, signal);
    expect(newsOf(again)).not.toContain('refuse');
    expect(tradeIds(fillsIn(again))).toEqual(tradeIds(first));
    expect(tradeIds((await pull(venue)).fills.map(({ fill }) => fill))).toEqual(tradeIds(first));
  });

  it('fills a large order in parts, each worse than the one before, and all of it', async () => {
    const { venue } = await open();
    const fills = fillsIn(await venue.place(intent({ quantity: new Money('1.5') }), signal));
    expect(fills.length).toBeGreaterThan(1);
    expect(sum(fills, (fill) => fill.quantity).toFixed()).toBe('1.5');
    const prices = fills.map(({ price }) => price.toNumber());
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    expect(new Set(tradeIds(fills)).size).toBe(fills.length);
  });

  it.each([
    ['no multiple of the step', intent({ quantity: new Money('0.000015') })],
    ['less than the smallest notional', intent({ quantity: new Money('0.00001') })],
    ['more than the account can pay', intent({ quantity: new Money('50') })],
    ['more than the account holds', sell('1')],
    ['a stop that would trigger at once', stopAt(new Money('900000'), '0.1')],
  ])('refuses %s, says why, and has then never had it', async (_, order) => {
    const { venue } = await open();
    const [news] = await venue.place(order, signal);
    expect(news).toMatchObject({ kind: 'report', news: 'refuse', why: expect.stringMatching(/\w/) });
    expect(await asked(venue, order.clientOrderId)).toEqual(['not-found', 'not-found', 'not-found']);
    expect(await pull(venue)).toMatchObject({ fills: [], openOrders: [] });
  });

  it('sells what a buy brought after its fee, and refuses to sell more (INCIDENTS O11)', async () => {
    const { venue } = await open();
    const [bought] = fillsIn(await venue.place(intent({ quantity: new Money('0.002') }), signal));
    expect(bought.fee.asset).toBe('BTC');
    expect(newsOf(await venue.place(sell('0.002'), signal))).toEqual(['refuse']);
    const held = (await pull(venue)).positionBase;
    const sold = fillsIn(await venue.place(sell(held.toDecimalPlaces(5, Money.ROUND_DOWN).toFixed()), signal));
    expect(sold[0].fee.asset).toBe('USDT');
    expect((await pull(venue)).positionBase.toNumber()).toBeLessThan(0.00001);
  });

  it('rests a stop, fills it once the market touches it, never above it, and tells so when asked', async () => {
    const { venue, market } = await open();
    await venue.place(intent(), signal);
    const { stopPrice, pass } = market.fallAhead();
    const stop = stopAt(stopPrice, '0.05');
    expect(await venue.place(stop, signal)).toMatchObject([{ news: 'acknowledge', executed: ZERO }]);
    expect((await pull(venue)).openOrders).toEqual([stop.clientOrderId]);
    expect(await asked(venue, stop.clientOrderId)).toEqual(['found', 'found', 'not-found']);
    pass();
    const pulled = await pull(venue, [stop.clientOrderId]);
    expect(pulled.openOrders).toEqual([]);
    expect(pulled.reports).toMatchObject([{ clientOrderId: stop.clientOrderId, news: 'acknowledge' }]);
    expect(pulled.reports[0].executed.toFixed()).toBe('0.05');
    const fills = pulled.fills.filter(({ clientOrderId }) => clientOrderId === stop.clientOrderId);
    expect(fills.length).toBeGreaterThan(0);
    for (const { fill } of fills) expect(fill.price.lessThanOrEqualTo(stopPrice)).toBe(true);
    expect(await asked(venue, stop.clientOrderId)).toEqual(['found', 'not-found', 'found']);
  });

  it('locks what an open stop would sell (INCIDENTS O10)', async () => {
    const { venue, market } = await open();
    await venue.place(intent(), signal);
    const stop = stopAt(market.fallAhead().stopPrice, '0.09');
    await venue.place(stop, signal);
    expect(newsOf(await venue.place(sell('0.05'), signal))).toEqual(['refuse']);
    await venue.cancel(stop.clientOrderId, signal);
    expect(newsOf(await venue.place(sell('0.05'), signal))).toContain('acknowledge');
  });

  it('cancels an open order once, and finds it cancelled when asked', async () => {
    const { venue, market } = await open();
    await venue.place(intent(), signal);
    const stop = stopAt(market.fallAhead().stopPrice, '0.05');
    await venue.place(stop, signal);
    expect(await venue.cancel(stop.clientOrderId, signal)).toMatchObject([{ news: 'cancel', executed: ZERO }]);
    const { openOrders, reports } = await pull(venue, [stop.clientOrderId]);
    expect(openOrders).toEqual([]);
    expect(reports).toMatchObject([{ news: 'cancel' }]);
    expect(newsOf(await venue.cancel(stop.clientOrderId, signal))).not.toContain('refuse');
  });

  it('says of an order that was filled before its cancel came that it was filled', async () => {
    const { venue, market } = await open();
    await venue.place(intent(), signal);
    const { stopPrice, pass } = market.fallAhead();
    const stop = stopAt(stopPrice, '0.05');
    await venue.place(stop, signal);
    pass();
    expect(newsOf(await venue.cancel(stop.clientOrderId, signal))).not.toContain('cancel');
    expect((await pull(venue, [stop.clientOrderId])).reports[0].executed.toFixed()).toBe('0.05');
  });

  it('has nothing to say of an order that it never had', async () => {
    const { venue } = await open();
    expect(await venue.cancel('nobodys', signal)).toEqual([]);
    expect(await asked(venue, 'nobodys')).toEqual(['not-found', 'not-found', 'not-found']);
    expect((await pull(venue, ['nobodys'])).reports).toEqual([]);
  });

  it('pulled twice says the same twice (INCIDENTS O7)', async () => {
    const { venue, market } = await open();
    const order = intent();
    await venue.place(order, signal);
    await venue.place(stopAt(market.fallAhead().stopPrice, '0.05'), signal);
    expect(await pull(venue, [order.clientOrderId])).toEqual(await pull(venue, [order.clientOrderId]));
  });

  it('is the same to another process (a restart forgets nothing)', async () => {
    const { venue, market, again } = await open();
    const order = intent();
    await venue.place(order, signal);
    await venue.place(stopAt(market.fallAhead().stopPrice, '0.05'), signal);
    const other = await again();
    expect(await pull(other, [order.clientOrderId])).toEqual(await pull(venue, [order.clientOrderId]));
    expect(newsOf(await other.place(order, signal))).not.toContain('refuse');
    expect((await pull(other)).fills.length).toBe((await pull(venue)).fills.length);
  });

  it('tells bid below ask, and the last minute around them', async () => {
    const { venue, market } = await open();
    const reading = (await venue.reading(signal))!;
    expect(reading.bid.lessThan(reading.ask)).toBe(true);
    expect(reading.high.greaterThanOrEqualTo(reading.low)).toBe(true);
    expect(reading.atr!.greaterThan(0)).toBe(true);
    expect(Math.abs(reading.time - market.now)).toBeLessThanOrEqual(1_000);
  });

  it('holds everything that must hold before an order is entrusted to it', async () => {
    const { venue } = await open();
    const { items } = await venue.check(signal);
    expect(items.filter(({ holds }) => !holds)).toEqual([]);
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['reach', 'withdrawal-off']));
  });
}

export async function pull(venue: Venue, reportsOf: readonly string[] = []) {
  return (await venue.pull(reportsOf, 0, signal))!;
}

export function newsOf(news: readonly VenueNews[]): string[] {
  return news.flatMap((each) => (each.kind === 'report' ? [each.news] : []));
}

export function fillsIn(news: readonly VenueNews[]): Fill[] {
  return news.flatMap((each) => (each.kind === 'fill' ? [each.fill] : []));
}

async function asked(venue: Venue, clientOrderId: string): Promise<string[]> {
  const answers: string[] = [];
  for (const question of ['by-client-id', 'open-orders', 'fills'] as const) {
    answers.push((await venue.ask({ clientOrderId, question }, signal)).answer);
  }
  return answers;
}

function tradeIds(fills: readonly Fill[]): string[] {
  return fills.map(({ tradeId }) => tradeId);
}

const paid = ({ quantity, price, fee }: Fill) => quantity.times(price).plus(fee.asset === 'USDT' ? fee.amount : 0);
const received = ({ quantity, fee }: Fill) => quantity.minus(fee.asset === 'BTC' ? fee.amount : 0);

function sum(fills: readonly Fill[], part: (fill: Fill) => Decimal): Decimal {
  return fills.reduce((total, fill) => total.plus(part(fill)), ZERO);
}
