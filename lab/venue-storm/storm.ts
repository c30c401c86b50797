/**
 * Trades at the simulated exchange through the real adapter and a socket while everything on the way goes wrong, with an
 * executor that is killed between commits and requests. Afterwards nothing may be doubled, lost or different.
 */
import { openExchangeVenues } from '../../adapters/exchange/orders/venues.ts';
import { openAccount, type AccountState } from '../../domain/execution/account/state.ts';
import { Money } from '../../domain/accounting/money.ts';
import type { ExecutionPlan } from '../../domain/execution/account/plan.ts';
import { isFinal } from '../../domain/execution/orders/life-cycle.ts';
import { Rng } from '../../domain/numeric/random.ts';
import type { SpotAccount } from '../exchange/orders/account.ts';
import { ORDER_FAULTS, type OrderFault } from '../exchange/orders/faults.ts';
import { startExchange } from '../exchange/server.ts';
import { ACCOUNT } from '../simulator/settings.ts';
import { Trader } from './trader.ts';

export interface StormRequest {
  readonly seed: string;
  /** Trades go on until the exchange has taken so many. */
  readonly orders: number;
  /** Of each fault at each request, and of a kill at each. */
  readonly chance: number;
}

export interface StormResult {
  readonly violations: readonly string[];
  readonly orders: number;
  readonly trades: number;
  readonly kills: number;
  readonly faults: Readonly<Partial<Record<OrderFault, number>>>;
}

const SYMBOL = 'BTC/USDT';
const START_QUOTE = '100000';
const KEY = { apiKey: 'storm', secret: 'storm' };
const LOOK_EVERY_MS = 5_000;
const COMPARE_EVERY = 3;
/** So long nothing goes wrong any more before the books are compared. */
const CALM_LOOKS = 200;
const MOST_LOOKS_PER_ORDER = 100;

export async function runStorm({ seed, orders: wanted, chance }: StormRequest): Promise<StormResult> {
  const rng = Rng.seeded(seed);
  const time = { now: Date.parse('2026-11-21T10:00:07Z') };
  const clock = { now: () => time.now };
  const chances: Partial<Record<OrderFault, number>> = {};
  await using exchange = await startExchange({
    seed,
    symbols: [SYMBOL],
    clock: clock.now,
    accounts: [{ ...KEY, balances: { USDT: START_QUOTE } }],
    orderFaults: { seed, chances },
  });
  const [books] = exchange.desk.accounts;
  const bans = bansInMemory();
  const venues = openExchangeVenues({
    venue: 'binance',
    key: KEY,
    clock,
    bans,
    origin: exchange.origin,
    timeoutMs: 2_000,
  });
  let calm = true;
  const trader = await Trader.start({
    clock,
    opened: openAccount({ ...ACCOUNT, steps: STEPS, limits: LIMITS }, new Money(START_QUOTE)),
    open: () => opened(venues, time),
    dies: () => !calm && rng.uniform() < chance,
  });
  const look = async (at: number) => {
    time.now += LOOK_EVERY_MS;
    await trader.look();
    if (at % COMPARE_EVERY === 0) await trader.compare();
  };
  await look(0);
  calm = false;
  for (const fault of ORDER_FAULTS) chances[fault] = chance;
  // each of these silences a whole minute
  chances['rate-limited'] = chance / 20;
  let plans = 0;
  for (let at = 1; books.orders.length < wanted && at < wanted * MOST_LOOKS_PER_ORDER; at++) {
    if (trader.state.trade === null && trader.market !== null && at % 2 === 0) {
      await trader.plan(planAt(++plans, time.now, trader.market.ask.toNumber(), rng));
    }
    await look(at);
  }
  calm = true;
  for (const fault of ORDER_FAULTS) chances[fault] = 0;
  for (let at = 0; at < CALM_LOOKS; at++) await look(at);
  return {
    violations: violationsOf(trader.state, books, wanted),
    orders: books.orders.length,
    trades: plans,
    kills: trader.kills,
    faults: Object.fromEntries(exchange.desk.faults.met),
  };
}

/** Losses are part of it. */
const LIMITS = { ...ACCOUNT.limits, 'daily-loss': Number.POSITIVE_INFINITY, 'max-drawdown': 1 };

const STEPS = {
  priceStep: new Money('0.01'),
  quantityStep: new Money('0.00001'),
  minQuantity: new Money('0.00001'),
  minNotionalQuote: new Money(5),
};

/** A process that finds a ban, or no answer, waits and starts again. */
async function opened(venues: ReturnType<typeof openExchangeVenues>, time: { now: number }) {
  for (let attempt = 0; ; attempt++) {
    try {
      const account = { accountId: 'storm', symbol: SYMBOL, startQuote: new Money(START_QUOTE) };
      return await venues.open(account, new AbortController().signal);
    } catch (failure) {
      if (attempt > 100) throw failure;
      time.now += LOOK_EVERY_MS;
    }
  }
}

function planAt(number: number, now: number, price: number, rng: Rng): ExecutionPlan {
  const stopPrice = new Money((price * (1 - 0.0005 - 0.002 * rng.uniform())).toFixed(2));
  return {
    planId: `storm-${number}`,
    side: 'LONG',
    quantity: new Money(0.001 * (1 + rng.below(60))).toDecimalPlaces(5),
    stopPrice,
    exits: {
      targets: [],
      breakEvenAt: null,
      trailingFraction: null,
      trailingAtrs: null,
      timeExitAt: now + 30_000 + Math.round(60_000 * rng.uniform()),
    },
    validUntil: now + 60_000,
    verdict: 'pass',
    riskQuote: 20,
  };
}

function violationsOf(state: AccountState, books: SpotAccount, wanted: number): string[] {
  const found: string[] = [];
  const ids = books.orders.map(({ clientOrderId }) => clientOrderId);
  if (ids.length < wanted) found.push(`${ids.length} of ${wanted} orders in all the time there was`);
  if (new Set(ids).size < ids.length) found.push('an order was doubled');
  for (const { cause, why } of state.halts) found.push(`${cause}: ${why}`);
  if (state.trade !== null) found.push(`a trade is still ${state.trade.phase}`);
  const alive = Object.values(state.orders).filter((order) => !isFinal(order.state));
  if (alive.length > 0) found.push(`${alive.length} orders are not final`);
  const { positionBase, cashQuote, dust, base, quote } = state.book;
  const held = dust.reduce((sum, { quantity }) => sum.plus(quantity), positionBase);
  for (const [asset, ours] of [
    [base, held],
    [quote, cashQuote],
  ] as const) {
    const { free, locked } = books.of(asset);
    const theirs = new Money((free + locked).toString()).div(100_000_000);
    if (!theirs.equals(ours)) found.push(`${asset}: ${ours.toFixed()} here, ${theirs.toFixed()} at the exchange`);
  }
  return found;
}

function bansInMemory() {
  let until: number | null = null;
  return {
    until: async () => until,
    ban: async (_: string, later: number) => {
      until = Math.max(until ?? 0, later);
    },
  };
}
