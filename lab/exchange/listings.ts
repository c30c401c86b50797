/** What the simulated exchange lists. Prices are where the market hovers, not where any real one stood. */
export interface Listing {
  /** `BTC/USDT` */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Anchor of the price. */
  readonly price: number;
  /** Decimals of prices and of quantities. */
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  /** Exposure to the common factor, and hourly volatility of its own (log units). */
  readonly beta: number;
  readonly ownVolatility: number;
  /** Mean turnover of an hour in quote units. */
  readonly hourlyTurnover: number;
}

/** Hourly volatility of the common factor (log units): about 50 % a year. */
export const MARKET_VOLATILITY = 0.0052;

const TABLE: readonly (readonly [string, number, number, number, number, number, number])[] = [
  ['BTC', 62_000, 2, 5, 1.0, 0.0012, 60e6],
  ['ETH', 3_100, 2, 4, 1.2, 0.0025, 35e6],
  ['SOL', 148, 2, 3, 1.4, 0.0048, 14e6],
  ['BNB', 580, 1, 3, 0.9, 0.003, 7e6],
  ['XRP', 0.62, 4, 1, 1.1, 0.0045, 6e6],
  ['ADA', 0.45, 4, 1, 1.2, 0.0042, 3e6],
  ['DOGE', 0.13, 5, 0, 1.3, 0.0056, 5e6],
  ['AVAX', 29, 2, 2, 1.4, 0.005, 2.2e6],
  ['DOT', 6.1, 3, 2, 1.2, 0.0042, 1.4e6],
  ['LINK', 14.2, 2, 2, 1.2, 0.0046, 2e6],
  ['LTC', 84, 2, 3, 1.0, 0.0036, 1.8e6],
  ['TRX', 0.121, 4, 1, 0.6, 0.0032, 1.5e6],
  ['BCH', 410, 1, 3, 1.1, 0.0046, 1.4e6],
  ['UNI', 7.9, 3, 2, 1.2, 0.0052, 1.1e6],
  ['ATOM', 8.3, 3, 2, 1.1, 0.0044, 1e6],
  ['XLM', 0.108, 4, 0, 1.0, 0.0042, 0.7e6],
  ['NEAR', 5.2, 3, 1, 1.4, 0.0055, 1.3e6],
  ['FIL', 4.4, 3, 2, 1.2, 0.005, 0.8e6],
  ['APT', 8.7, 2, 2, 1.3, 0.0054, 0.9e6],
  ['ARB', 0.82, 4, 1, 1.3, 0.0056, 1.2e6],
];

export const DEFAULT_SYMBOLS: readonly string[] = TABLE.map(([base]) => `${base}/USDT`);

/** The listing of each symbol; one that is not in the table gets a plausible one of its own. */
export function listingsOf(symbols: readonly string[]): Listing[] {
  return symbols.map((symbol) => {
    const [base, quote = 'USDT'] = symbol.split('/');
    const row = TABLE.find(([name]) => name === base) ?? [base, 10, 3, 2, 1.1, 0.005, 1e6];
    const [, price, priceDecimals, quantityDecimals, beta, ownVolatility, hourlyTurnover] = row;
    return { symbol, base, quote, price, priceDecimals, quantityDecimals, beta, ownVolatility, hourlyTurnover };
  });
}
