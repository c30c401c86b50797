import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { checkCandles } from '../../../domain/market/checks.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import { DEFAULT_SYMBOLS } from '../../../lab/exchange/listings.ts';
import { SimulatedMarket } from '../../../lab/exchange/market.ts';
import { Noise } from '../../../lab/exchange/noise.ts';
import { joinBars } from '../../../lab/exchange/price-path.ts';

const now = Date.parse('2021-06-01T12:00Z');
const market = (seed = '7') => new SimulatedMarket(seed, ['BTC/USDT', 'ETH/USDT', 'SOL/USDT']);
const [bitcoin, ether, sol] = market().listings;
const hourly = (of: SimulatedMarket, listing = bitcoin, bars = 17_520) =>
  of.bars(listing, HOUR_MS, now - bars * HOUR_MS, now - 1, now);
const logReturns = (bars: readonly CandleRow[]) => bars.slice(1).map((bar, i) => Math.log(bar[4] / bars[i][4]));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const moment = (values: readonly number[], power: number) => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** power));
};
const correlation = (a: readonly number[], b: readonly number[]) => {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - ma) * (b[i] - mb))) / Math.sqrt(moment(a, 2) * moment(b, 2));
};
const autocorrelation = (values: readonly number[], lag: number) =>
  correlation(values.slice(lag), values.slice(0, -lag));

describe('the simulated market', () => {
  it('depends on seed and time only, whatever was asked before', () => {
    const fresh = market();
    const used = market();
    used.bars(sol, MINUTE_MS, now - 90 * DAY_MS, now - 89 * DAY_MS, now);
    used.lastPrice(ether, now + 400 * DAY_MS);
    used.bars(bitcoin, HOUR_MS, now - 10 * DAY_MS, now, now + DAY_MS);
    expect(hourly(used, ether, 500)).toEqual(hourly(fresh, ether, 500));
    expect(hourly(used, bitcoin, 500)).toEqual(hourly(fresh, bitcoin, 500));
  });

  it('lists the same prices beside other symbols', () => {
    const alone = new SimulatedMarket('7', ['SOL/USDT']);
    expect(hourly(alone, alone.listings[0], 300)).toEqual(hourly(market(), sol, 300));
  });

  it('differs from seed to seed and from symbol to symbol', () => {
    expect(hourly(market('8'), bitcoin, 10)).not.toEqual(hourly(market('7'), bitcoin, 10));
    expect(hourly(market(), ether, 10)).not.toEqual(hourly(market(), bitcoin, 10));
  });

  it('tells of one path in minutes, hours and days', () => {
    const minutes = market().bars(bitcoin, MINUTE_MS, now - 2 * DAY_MS, now - 1, now);
    const built = (length: number) =>
      Array.from({ length: (2 * DAY_MS) / (length * MINUTE_MS) }, (_, i) => {
        const inside = minutes.slice(i * length, (i + 1) * length);
        return joinBars(inside, inside[0][0]);
      });
    for (const length of [5, 15, 60, 240, 720]) {
      const asked = market().bars(bitcoin, length * MINUTE_MS, now - 2 * DAY_MS, now - 1, now);
      expect(asked.map((bar) => bar.slice(0, 5))).toEqual(built(length).map((bar) => bar.slice(0, 5)));
      asked.forEach((bar, i) => expect(bar[5]).toBeCloseTo(built(length)[i][5], 6));
    }
  });

  it('opens every bar where the one before closed', () => {
    const bars = hourly(market(), bitcoin, 1_000);
    expect(bars.slice(1).every((bar, i) => bar[1] === bars[i][4])).toBe(true);
  });

  it('shows of the forming hour what has happened, and nothing of what will', () => {
    const at = now + 17 * MINUTE_MS + 20_000;
    const [forming] = market().bars(bitcoin, HOUR_MS, now, at, at);
    const seventeen = market().bars(bitcoin, MINUTE_MS, now, at - MINUTE_MS, at + HOUR_MS);
    const price = market().lastPrice(bitcoin, at);
    expect(forming[4]).toBe(price);
    expect(forming[2]).toBe(Math.max(price, ...seventeen.map((bar) => bar[2])));
    expect(forming[5]).toBeCloseTo(
      seventeen.reduce((sum, bar) => sum + bar[5], 0),
      6,
    );
    const [opened] = market().bars(bitcoin, HOUR_MS, now, now, now);
    expect(new Set(opened.slice(1, 5)).size).toBe(1);
  });

  it('passes the checks for every symbol of the default list', () => {
    const whole = new SimulatedMarket('checks', DEFAULT_SYMBOLS);
    expect(whole.listings).toHaveLength(20);
    for (const listing of whole.listings) {
      const rows = hourly(whole, listing, 2_400);
      const request = { symbol: listing.symbol, barMs: HOUR_MS, cutoff: now, from: now - 2_400 * HOUR_MS };
      expect(checkCandles(rows, request).findings).toEqual([]);
    }
  });

  describe.each(['1', '2', '3'])('with seed %s', (seed) => {
    const one = market(seed);
    const bars = hourly(one);
    const returns = logReturns(bars);
    const sizes = returns.map(Math.abs);

    it('has fat tails', () => {
      const kurtosis = moment(returns, 4) / moment(returns, 2) ** 2;
      expect(kurtosis).toBeGreaterThan(4);
      expect(kurtosis).toBeLessThan(200);
    });

    it('has volatility that clusters: large hours follow large hours, for days', () => {
      for (let lag = 1; lag <= 24; lag++) expect(autocorrelation(sizes, lag)).toBeGreaterThan(0.02);
      expect(autocorrelation(sizes, 1)).toBeGreaterThan(0.1);
      expect(autocorrelation(sizes, 1)).toBeGreaterThan(autocorrelation(sizes, 9));
    });

    it('has returns that do not predict one another, and hardly any drift', () => {
      for (const lag of [1, 4, 24]) expect(Math.abs(autocorrelation(returns, lag))).toBeLessThan(0.05);
      expect(Math.abs(mean(returns)) / Math.sqrt(moment(returns, 2) / returns.length)).toBeLessThan(3);
    });

    it('has busy and quiet hours of the day, and quiet weekends', () => {
      const size = (keep: (date: Date) => boolean) => mean(sizes.filter((_, i) => keep(new Date(bars[i + 1][0]))));
      expect(size((date) => date.getUTCHours() === 15) / size((date) => date.getUTCHours() === 4)).toBeGreaterThan(1.4);
      expect(size((date) => date.getUTCDay() % 6 === 0) / size((date) => date.getUTCDay() % 6 !== 0)).toBeLessThan(0.9);
    });

    it('has a plausible volatility, price and volume', () => {
      const perYear = Math.sqrt(moment(returns, 2) * 8_766);
      expect(perYear).toBeGreaterThan(0.25);
      expect(perYear).toBeLessThan(1.2);
      const closes = bars.map((bar) => bar[4]);
      expect(Math.max(...closes) / Math.min(...closes)).toBeLessThan(30);
      expect(bars.every((bar) => bar[5] > 0)).toBe(true);
      expect(
        correlation(
          sizes,
          bars.slice(1).map((bar) => bar[5]),
        ),
      ).toBeGreaterThan(0.2);
    });

    it('has symbols that move together, each in its own way', () => {
      const together = correlation(returns, logReturns(hourly(one, ether)));
      expect(together).toBeGreaterThan(0.5);
      expect(together).toBeLessThan(0.99);
    });
  });
});

describe('noise by position', () => {
  it('is the same at a position whatever was drawn before', () => {
    const drawn = Noise.of('s', 'n');
    for (let i = 0; i < 100; i++) drawn.uniform();
    expect(drawn.at(12_345).normal()).toBe(Noise.of('s', 'n').at(12_345).normal());
  });

  it('is uniform, normal and of unit variance where it says so', () => {
    const noise = Noise.of('s', 'moments');
    const draw = (one: (at: Noise) => number) => Array.from({ length: 40_000 }, (_, i) => one(noise.at(i)));
    const uniform = draw((at) => at.uniform());
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    expect(moment(uniform, 2)).toBeCloseTo(1 / 12, 2);
    expect(autocorrelation(uniform, 1)).toBeCloseTo(0, 1);
    const normal = draw((at) => at.normal());
    expect(moment(normal, 2)).toBeCloseTo(1, 1);
    expect(moment(normal, 4)).toBeGreaterThan(2.8);
    expect(moment(normal, 4)).toBeLessThan(3.2);
    const student = draw((at) => at.studentT(5));
    expect(moment(student, 2)).toBeGreaterThan(0.93);
    expect(moment(student, 2)).toBeLessThan(1.07);
    expect(moment(student, 4)).toBeGreaterThan(4.5);
    expect(mean(student.map(Math.abs))).toBeCloseTo(0.735, 1);
  });
});
