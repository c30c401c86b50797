/**
 * The last resort at the venue, by its own list of open orders and none of our books: whatever could still buy is cancelled.
 * What sells stays: stops protect, exits only make the position smaller.
 */
import type { Order } from 'ccxt';
import type { Clock, VenueBans } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { BINANCE_WEIGHT_PER_MINUTE, ORDER_VENUES } from './capabilities.ts';
import { RateBudget } from './rate-budget.ts';
import { SignedRequests } from './signed.ts';

export interface CancelParts {
  readonly venue: string;
  readonly key: { readonly apiKey: string; readonly secret: string };
  readonly clock: Clock;
  /** Another server that speaks the venue's dialect. */
  readonly origin?: string | undefined;
  readonly timeoutMs?: number;
}

/** Client order ids. */
export interface EntriesCancelled {
  readonly cancelled: readonly string[];
  /** What sells. */
  readonly left: readonly string[];
  /** The venue did not confirm. */
  readonly unsure: readonly string[];
}

const OPEN = { weight: 6, purpose: 'exit' } as const;
const ONE = { weight: 1, purpose: 'exit' } as const;
/** Bans are kept in a database, and whoever stops trading asks none. */
const NO_BANS: VenueBans = { until: async () => null, ban: async () => undefined };

/** @throws AlmanacError source.unreachable where the venue does not list its orders. */
export async function cancelEntries(
  parts: CancelParts,
  symbols: readonly string[],
  signal: AbortSignal,
): Promise<EntriesCancelled> {
  const { venue, key, clock, origin, timeoutMs = 10_000 } = parts;
  const { receiveWindowMs } = ORDER_VENUES.binance;
  const budget = new RateBudget({
    venue,
    weightPerMinute: BINANCE_WEIGHT_PER_MINUTE,
    reserve: 0,
    bans: NO_BANS,
    clock,
  });
  const signed = await SignedRequests.open({ clock, origin, key, budget, receiveWindowMs, timeoutMs });
  const found: EntriesCancelled[] = [];
  for (const symbol of symbols) {
    await signed.list(symbol, signal);
    found.push(await cancelOn(signed, symbol, signal));
  }
  return {
    cancelled: found.flatMap(({ cancelled }) => cancelled),
    left: found.flatMap(({ left }) => left),
    unsure: found.flatMap(({ unsure }) => unsure),
  };
}

async function cancelOn(signed: SignedRequests, symbol: string, signal: AbortSignal): Promise<EntriesCancelled> {
  const open = await openOrders(signed, symbol, signal);
  const entries = open.filter(({ side }) => side !== 'sell');
  const cancelled: string[] = [];
  const unsure: string[] = [];
  for (const { id, clientOrderId } of entries) {
    const heard = await signed.send(ONE, (exchange) => exchange.cancelOrder(String(id), symbol), signal);
    (heard.kind === 'answered' ? cancelled : unsure).push(String(clientOrderId));
  }
  const left = open.filter(({ side }) => side === 'sell').map(({ clientOrderId }) => String(clientOrderId));
  return { cancelled, left, unsure };
}

async function openOrders(signed: SignedRequests, symbol: string, signal: AbortSignal): Promise<readonly Order[]> {
  const heard = await signed.send(OPEN, (exchange) => exchange.fetchOpenOrders(symbol), signal);
  if (heard.kind === 'answered') return heard.value;
  throw new AlmanacError(
    'source.unreachable',
    `${signed.exchange.id} does not list the open orders of ${symbol}: ${heard.why}. Cancel what buys on the venue's own page.`,
    { symbol },
  );
}
