import { AlmanacError } from '../../domain/errors.ts';

/** What differs between venues, as data. Read in ccxt 4.5.84 and the venues' documentation; only Binance is proven. */
export interface Venue {
  /** ccxt's name of the spot market, and of the perpetual futures where it has any. */
  readonly spot: VenueMarket;
  readonly perpetual: VenueMarket | null;
  /** Most bars in one answer. */
  readonly pageBars: number;
  /** How many bars back from now the venue answers at all; null: to the listing. */
  readonly reachBars: number | null;
}

export interface VenueMarket {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Binance can be asked for one symbol instead of two thousand. */
  readonly asksOneMarket: boolean;
}

const market = (id: string, types: readonly string[], asksOneMarket = false): VenueMarket => ({
  id,
  options: { fetchMarkets: { types }, fetchCurrencies: false, fetchMargins: false },
  asksOneMarket,
});

export const VENUES = {
  binance: {
    spot: market('binance', ['spot'], true),
    perpetual: market('binanceusdm', ['linear']),
    pageBars: 1_000,
    reachBars: null,
  },
  bybit: {
    spot: market('bybit', ['spot']),
    perpetual: market('bybit', ['linear']),
    pageBars: 1_000,
    reachBars: null,
  },
  okx: {
    spot: market('okx', ['spot']),
    perpetual: market('okx', ['swap']),
    pageBars: 300,
    reachBars: null,
  },
  kraken: { spot: market('kraken', ['spot']), perpetual: null, pageBars: 720, reachBars: 720 },
  gate: {
    spot: market('gate', ['spot']),
    perpetual: market('gate', ['swap']),
    pageBars: 1_000,
    reachBars: 9_990,
  },
} as const satisfies Record<string, Venue>;

export type VenueName = keyof typeof VENUES;

/** @throws AlmanacError config.invalid. */
export function venueNamed(name: string): VenueName {
  if (isVenueName(name)) return name;
  const known = Object.keys(VENUES).join(', ');
  throw new AlmanacError('config.invalid', `EXCHANGE: "${name}" is not supported; choose among ${known}.`, {
    venue: name,
  });
}

function isVenueName(name: string): name is VenueName {
  return Object.hasOwn(VENUES, name);
}
