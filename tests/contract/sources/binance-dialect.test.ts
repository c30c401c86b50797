/** The simulated exchange answers as Binance documents its REST API, so that what reads one reads the other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { type SimulatedExchange, startExchange } from '../../../lab/exchange/server.ts';

const now = Date.parse('2022-03-01T10:20Z');
const hour = Date.parse('2022-03-01T10:00Z');
let exchange: SimulatedExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'dialect', clock: () => now });
});
afterAll(() => exchange[Symbol.asyncDispose]());

const get = async <Body>(path: string): Promise<{ status: number; body: Body }> => {
  const response = await fetch(exchange.origin + path);
  return { status: response.status, body: (await response.json()) as Body };
};

interface Info {
  readonly symbols: readonly {
    readonly contractType?: string;
    readonly filters: readonly { readonly filterType: string }[];
  }[];
}
interface Book {
  readonly bids: readonly unknown[];
  readonly asks: readonly unknown[];
}
interface Funding {
  readonly fundingTime: number;
  readonly fundingRate: string;
}
const klines = async (query: string, path = '/api/v3/klines') =>
  (await get<(string | number)[][]>(`${path}?symbol=BTCUSDT&interval=1h&${query}`)).body;
const openTimes = (lines: readonly (string | number)[][]) => lines.map((line) => line[0]);

describe('klines', () => {
  it('are twelve fields, prices as text, the close time a millisecond before the next open', async () => {
    const [line] = await klines(`startTime=${hour - HOUR_MS}&limit=1`);
    expect(line).toHaveLength(12);
    expect(line.slice(1, 6).every((field) => typeof field === 'string' && /^\d+\.\d+$/.test(field))).toBe(true);
    expect(line[6]).toBe(hour - 1);
  });

  it('are the newest 500 when nothing is said, the forming one last', async () => {
    const lines = await klines('');
    expect(lines).toHaveLength(500);
    expect(lines.at(-1)?.[0]).toBe(hour);
  });

  it('are the oldest from startTime on, at most a thousand, whatever limit says', async () => {
    const start = hour - 3_000 * HOUR_MS;
    const lines = await klines(`startTime=${start}&limit=5000`);
    expect(lines).toHaveLength(1_000);
    expect(lines[0][0]).toBe(start);
  });

  it('begin with the first bar that opens at startTime or later', async () => {
    expect(openTimes(await klines(`startTime=${hour - 2 * HOUR_MS + 1}&limit=2`))).toEqual([hour - HOUR_MS, hour]);
  });

  it('are the newest up to endTime when startTime is not said, and do not go beyond it when it is', async () => {
    const end = hour - 10 * HOUR_MS;
    expect(openTimes(await klines(`endTime=${end}&limit=2`))).toEqual([end - HOUR_MS, end]);
    expect(openTimes(await klines(`startTime=${end - HOUR_MS}&endTime=${end}`))).toEqual([end - HOUR_MS, end]);
  });

  it('begin with the first bar of the market when startTime lies before it', async () => {
    const lines = await klines('startTime=0&limit=3');
    expect(openTimes(lines)).toEqual([0, 1, 2].map((i) => Date.UTC(2017, 0, 1) + i * HOUR_MS));
  });

  it('are none in the future', async () => {
    expect(await klines(`startTime=${hour + HOUR_MS}`)).toEqual([]);
  });

  it('of the perpetual reach 1,500', async () => {
    expect(await klines('limit=1500', '/fapi/v1/klines')).toHaveLength(1_500);
  });
});

describe('a request that is wrong', () => {
  it.each([
    ['/api/v3/klines?symbol=NOSUCH&interval=1h', 400, -1121],
    ['/fapi/v1/premiumIndex?symbol=NOSUCH', 400, -1121],
    ['/api/v3/exchangeInfo?symbol=NOSUCH', 400, -1121],
    ['/api/v3/exchangeInfo?symbols=["NOSUCH"]', 400, -1121],
    ['/api/v3/exchangeInfo?symbols=[', 400, -1102],
    ['/api/v3/klines?interval=1h', 400, -1102],
    ['/api/v3/klines?symbol=BTCUSDT', 400, -1102],
    ['/api/v3/klines?symbol=BTCUSDT&interval=7m', 400, -1120],
    ['/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=yesterday', 400, -1100],
    ['/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=0', 400, -1130],
    ['/api/v3/nothing', 404, -1000],
  ])('%s is answered with %i and code %i', async (path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { code, msg: expect.any(String) } });
  });
});

describe('the other answers', () => {
  it('are the time, and twenty symbols with their filters', async () => {
    expect((await get('/api/v3/time')).body).toEqual({ serverTime: now });
    expect((await get('/fapi/v1/time')).body).toEqual({ serverTime: now });
    const { symbols } = (await get<Info>('/api/v3/exchangeInfo')).body;
    expect(symbols).toHaveLength(20);
    expect(symbols[0].filters.map((filter) => filter.filterType)).toContain('PRICE_FILTER');
    expect((await get<Info>('/api/v3/exchangeInfo?symbol=SOLUSDT')).body.symbols).toHaveLength(1);
    expect((await get<Info>('/api/v3/exchangeInfo?symbols=["SOLUSDT","BTCUSDT"]')).body.symbols).toHaveLength(2);
    expect((await get<Info>('/fapi/v1/exchangeInfo')).body.symbols[0].contractType).toBe('PERPETUAL');
  });

  it('agree with one another on the price', async () => {
    const [forming] = await klines('limit=1');
    const last = forming[4];
    expect((await get('/api/v3/ticker/price?symbol=BTCUSDT')).body).toEqual({ symbol: 'BTCUSDT', price: last });
    const day = (await get<Record<string, string>>('/api/v3/ticker/24hr?symbol=BTCUSDT')).body;
    expect(day.lastPrice).toBe(last);
    expect(Number(day.highPrice)).toBeGreaterThanOrEqual(Number(last));
    const book = (await get<Record<string, string>>('/api/v3/ticker/bookTicker?symbol=BTCUSDT')).body;
    expect(Number(book.bidPrice)).toBeLessThanOrEqual(Number(last));
    expect(Number(book.askPrice)).toBeGreaterThan(Number(last));
    expect((await get('/api/v3/ticker/24hr')).body).toHaveLength(20);
  });

  it('are a book of as many levels as asked, the same within a second', async () => {
    const first = await get<Book>('/api/v3/depth?symbol=ETHUSDT&limit=20');
    expect(first.body.bids).toHaveLength(20);
    expect(first.body.asks).toHaveLength(20);
    expect(await get<Book>('/api/v3/depth?symbol=ETHUSDT&limit=20')).toEqual(first);
  });

  it('are funding every eight hours, small and mostly positive', async () => {
    const { body } = await get<Funding[]>(
      `/fapi/v1/fundingRate?symbol=BTCUSDT&startTime=${hour - 300 * 8 * HOUR_MS}&limit=200`,
    );
    expect(body).toHaveLength(200);
    const rates = body.map((row) => Number(row.fundingRate));
    expect(body.every((row) => row.fundingTime % (8 * HOUR_MS) === 0)).toBe(true);
    expect(Math.max(...rates.map(Math.abs))).toBeLessThanOrEqual(0.003);
    expect(rates.filter((rate) => rate > 0).length).toBeGreaterThan(100);
    const index = (await get<{ nextFundingTime: number }>('/fapi/v1/premiumIndex?symbol=BTCUSDT')).body;
    expect(index.nextFundingTime).toBe(Date.parse('2022-03-01T16:00Z'));
    expect(
      Number((await get<{ openInterest: string }>('/fapi/v1/openInterest?symbol=BTCUSDT')).body.openInterest),
    ).toBeGreaterThan(0);
  });
});
