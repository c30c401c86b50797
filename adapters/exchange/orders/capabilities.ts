/** One row per venue: what its orders can do, where that was read and when. Orders go only to proven ones. */
import type { VenueCapabilities } from '../../../activities/ports.ts';
import { COMMON_DIALECT } from '../../../domain/execution/orders/client-order-id.ts';

const spot = (row: Partial<VenueCapabilities> & Pick<VenueCapabilities, 'source'>): VenueCapabilities => ({
  isProven: false,
  restsStops: true,
  borrows: false,
  idDialect: COMMON_DIALECT,
  settlingMs: 10_000,
  receiveWindowMs: 5_000,
  checkedOn: '2026-11-21',
  ...row,
});

export const ORDER_VENUES = {
  binance: spot({ isProven: true, source: 'binance-spot-api-docs rest-api.md, errors.md; ccxt 4.5.84' }),
  bybit: spot({ source: 'ccxt 4.5.84, bybit.js' }),
  okx: spot({ source: 'ccxt 4.5.84, okx.js' }),
  gate: spot({
    source: 'ccxt 4.5.84, gate.js',
    idDialect: { ...COMMON_DIALECT, prefix: 't-', length: 30 },
  }),
} as const satisfies Record<string, VenueCapabilities>;

/** Requests count by weight; exits keep a share of what a minute allows. */
export const BINANCE_WEIGHT_PER_MINUTE = 6_000;
export const EXIT_RESERVE = 0.25;
