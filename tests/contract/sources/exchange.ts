import type { MarketSource } from '../../../activities/ports.ts';
import { openExchanges } from '../../../adapters/exchange/exchanges.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import type { Fault } from '../../../lab/exchange/faults.ts';
import { type SimulatedExchange, startExchange } from '../../../lab/exchange/server.ts';

/** A moment at which the bar before the cutoff has closed, for exchanges whose time stands still. */
export const cutoff = Date.parse('2026-11-21T10:00Z');
export const symbol = 'BTC/USDT';

export interface Tried extends AsyncDisposable {
  readonly source: MarketSource;
  readonly exchange: SimulatedExchange;
}

interface Clocks {
  readonly now?: () => number;
  readonly ourClock?: () => number;
  readonly settleMs?: number;
  readonly venues?: readonly string[];
}

/** The simulated exchange with faults, and the source that reads it through ccxt. */
export async function tryExchange(faults: readonly Fault[] = [], clocks: Clocks = {}): Promise<Tried> {
  const now = clocks.now ?? standing;
  const exchange = await startExchange({ seed: 'contract', symbols: ['BTC/USDT', 'ETH/USDT'], clock: now, faults });
  const source = sourceOf(exchange.origin, { ourClock: now, ...clocks });
  return { source, exchange, [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose]() };
}

/** Impatient, so that tests are quick. */
export function sourceOf(origin: string, { ourClock, settleMs, venues }: Clocks = {}): MarketSource {
  return openExchanges({
    kind: 'simulated',
    venues: venues ?? ['binance'],
    origin,
    series: 'simulated:contract',
    clock: { now: ourClock ?? standing },
    contactMs: 1_000,
    timeoutMs: 1_000,
    settleMs: settleMs ?? 60,
    pollMs: 20,
  });
}

function standing(): number {
  return cutoff + 1_000;
}

export const request = { symbol, barMs: HOUR_MS, from: cutoff - 2_400 * HOUR_MS, cutoff };
